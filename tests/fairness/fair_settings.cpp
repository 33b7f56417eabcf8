// Owns what a random evening does about people and about what the chair sets: places and groups, the rules,
// the list, and whose written question is asked aloud. Test thread only. It must never ask the program what
// is set.
#include <algorithm>

#include "fairness/both_names.h"
#include "fairness/fair_evening.h"

namespace buurtkiosk::fairness {

using namespace assembly;

void FairEvening::change_place(int person) {
    const bool home = dice_.in_hundred(50);
    stays_ = changes_ = true;
    both(Deed::place, true, person_actor(person), SetPlace{home ? Place::home : Place::room},
         [=](paper::PaperQueue& to) { to.people[static_cast<std::size_t>(person - 1)].at_home = home; });
}

void FairEvening::choose_group(int person) {
    const int group = some_group();
    const bool by_chair = dice_.in_hundred(30);
    const Write write = [=](paper::PaperQueue& to) {
        to.people[static_cast<std::size_t>(person - 1)].group = group;
    };
    if (by_chair) {
        const SetPersonGroup command{PersonId{static_cast<std::uint32_t>(person)}, group_id(group)};
        const int before = paper_.people[static_cast<std::size_t>(person - 1)].group;
        both(Deed::group, true, console, command, write, true);
        if (!page_) return;
        // Who has chosen another one since, keeps that.
        page_->untouched = [=](const paper::PaperQueue& now) {
            return now.people[static_cast<std::size_t>(person - 1)].group == group;
        };
        page_->back = [=](paper::PaperQueue& to) {
            to.people[static_cast<std::size_t>(person - 1)].group = before;
        };
        return;
    }
    stays_ = changes_ = true;
    both(Deed::group, true, person_actor(person), ChooseGroup{group_id(group)}, write);
}

void FairEvening::set_rules() {
    SetQueueRules command;
    std::vector<paper::Rule> rules = paper_.rules;
    int most = paper_.overtake_most;
    bool replies = paper_.replies_open;
    const bool changes_most = may_change_most_ && dice_.in_hundred(40);
    if (changes_most) {
        most = static_cast<int>(dice_.below(6));
        command.overtake_most = most;
    } else {
        static const std::vector<std::vector<paper::Rule>> all = all_rules();
        rules = dice_.of(all);
        command.order = rules_of(rules);
        replies = dice_.in_hundred(80);
        command.replies_open = replies;
    }
    both(
        changes_most ? Deed::overtake_most : Deed::rules, true, console, command,
        [=](paper::PaperQueue& to) {
            to.rules = rules;
            to.overtake_most = most;
            to.replies_open = replies;
        },
        true);
}

void FairEvening::set_list() {
    const bool open = dice_.in_hundred(70);
    both(
        Deed::list, true, console, open ? Command{OpenQueue{}} : Command{CloseQueue{}},
        [=](paper::PaperQueue& to) { to.list_open = open; }, true);
}

void FairEvening::invite_author(int person) {
    const auto asked = [=](const paper::PaperQueue& now) {
        return now.people[static_cast<std::size_t>(person - 1)].asked_aloud;
    };
    both(
        Deed::invite_author, true, console, InviteAuthor{question_of(person)},
        [=](paper::PaperQueue& to) { to.people[static_cast<std::size_t>(person - 1)].asked_aloud = true; },
        true);
    if (page_) page_->untouched = asked;  // who has answered is not asked any less
}

// The author of a question that the chair would like to hear says yes or no; the list may be closed.
void FairEvening::answer_about_question(int person) {
    const paper::Speaker speaker{person, paper::nobody};
    const bool asked = paper_.people[static_cast<std::size_t>(person - 1)].asked_aloud;
    const bool yes = dice_.in_hundred(80);
    const bool waits = paper_.place_of(speaker, paper::Where::waits, false) != paper::nobody;
    const int absent = paper_.place_of(speaker, paper::Where::absent, false);
    stays_ = absent == paper::nobody;
    both(Deed::question_aloud, asked, person_actor(person), AnswerInvitation{question_of(person), yes},
         [=](paper::PaperQueue& to) {
             to.people[static_cast<std::size_t>(person - 1)].asked_aloud = false;
             if (!yes || waits) return;
             if (absent != paper::nobody) return to.come_back(absent);
             to.ask(speaker, paper::Kind::question, false, paper::no_group, true);
         });
}

// Some of the three groups; one that comes again is a new one, with nobody in it.
void FairEvening::set_groups() {
    SetPeopleGroups command;
    for (const char* name : group_names) {
        if (dice_.in_hundred(60)) command.names.emplace_back(name);
    }
    const std::vector<PeopleGroup> before = state_.groups;
    std::uint32_t next_number = state_.next.people_group;
    std::vector<int> groups;
    for (const std::string& name : command.names) {
        const auto known = std::find_if(before.begin(), before.end(),
                                        [&](const PeopleGroup& one) { return one.name == name; });
        groups.push_back(static_cast<int>(known == before.end() ? next_number++ : known->id.number));
    }
    both(
        Deed::groups, true, console, command, [=](paper::PaperQueue& to) { to.groups = groups; }, true);
}

}  // namespace buurtkiosk::fairness
