// Owns one good frame of each verb of the wire, for the tests that read them and the fuzzing that spoils
// them. Plain values, test threads. It must never hold a frame that the schema refuses: protocol_test.cpp
// sees to it.
#pragma once

#include <string>
#include <vector>

namespace buurtkiosk::test {

// One frame of each verb, with every field that it may have.
inline const std::vector<std::string>& one_of_each_verb() {
    static const std::vector<std::string> frames = {
        R"({"id":"1","do":"hello","lang":"nl","place":"room","resume":"0123456789abcdef0123456789abcdef"})",
        R"({"id":"1","do":"ping"})",
        R"({"id":"1","do":"view"})",
        R"({"id":"1","do":"section","name":"words"})",
        R"({"id":"1","do":"name","name":"Fatma"})",
        R"({"id":"1","do":"place","place":"home"})",
        R"({"id":"1","do":"language","lang":"en"})",
        R"({"id":"1","do":"check_in","word":"moe","check_in":"c2"})",
        R"({"id":"1","do":"explain","yes":true})",
        R"({"id":"1","do":"speak","kind":"point","topic":"Bankjes"})",
        R"({"id":"1","do":"unspeak","entry":"e7"})",
        R"({"id":"1","do":"vote","poll":"v3","ballot":{"choice":"yes"}})",
        R"({"id":"1","do":"react","kind":"heart"})",
        R"({"id":"1","do":"pair","code":"4821-7703"})",
        R"({"id":"1","do":"meeting.start"})",
        R"({"id":"1","do":"meeting.end"})",
        R"({"id":"1","do":"meeting.title","title":"Avond"})",
        R"({"id":"1","do":"agenda.next","expect":"b2"})",
        R"({"id":"1","do":"agenda.back","expect":null})",
        R"({"id":"1","do":"agenda.add","title":"Pauze","form":"break","minutes":15,"before":"b4"})",
        R"({"id":"1","do":"agenda.remove","block":"b4"})",
        R"({"id":"1","do":"agenda.minutes","block":"b4","minutes":20})",
        R"({"id":"1","do":"check_in.open","prompt":"Hoe?","think_s":90})",
        R"({"id":"1","do":"check_in.show"})",
        R"({"id":"1","do":"check_in.close"})",
        R"({"id":"1","do":"check_in.merge","from":"w1","into":"w2"})",
        R"({"id":"1","do":"check_in.split","group":"w1","spelling":"Moe"})",
        R"({"id":"1","do":"check_in.hide","group":"w1","hidden":true})",
        R"({"id":"1","do":"check_in.allow","group":"w1"})",
        R"({"id":"1","do":"check_in.invite","group":"w1"})",
        R"({"id":"1","do":"queue.open"})",
        R"({"id":"1","do":"queue.close"})",
        R"({"id":"1","do":"queue.next","expect":"e7","next":"e8"})",
        R"({"id":"1","do":"queue.add","name":"Henk","card":12,"person":"p3","place":"home","kind":"reply","group":"k1","topic":"Bankjes"})",
        R"({"id":"1","do":"queue.remove","entry":"e1"})",
        R"({"id":"1","do":"queue.move","entry":"e1","before":"e2"})",
        R"({"id":"1","do":"queue.pause","expect":"e1"})",
        R"({"id":"1","do":"queue.continue","expect":"e1"})",
        R"({"id":"1","do":"queue.limit","limit_s":90,"kind":"reply"})",
        R"({"id":"1","do":"queue.more","expect":"e1","seconds":30})",
        R"({"id":"1","do":"poll.add","kind":"choice","question":"Wat?","options":["A","B"],"block":"b2"})",
        R"({"id":"1","do":"poll.open","poll":"v1"})",
        R"({"id":"1","do":"poll.close","poll":"v1"})",
        R"({"id":"1","do":"poll.show","poll":"v1"})",
        R"({"id":"1","do":"poll.remove","poll":"v1"})",
        R"({"id":"1","do":"stage.blank","on":true})",
        R"({"id":"1","do":"stage.show","scene":"poll","poll":"v1"})",
        R"({"id":"1","do":"stage.theme","theme":"light"})",
        R"({"id":"1","do":"slides.show","block":"b2"})",
        R"({"id":"1","do":"slides.turn","expect":1,"page":2})",
        R"({"id":"1","do":"person.rename","person":"p3","name":"Buur"})",
        R"({"id":"1","do":"person.role","person":"p3","role":"minute_taker"})",
        R"({"id":"1","do":"chair.hand_over","person":"p3"})",
        R"({"id":"1","do":"host.address","address":"192.168.1.20"})",
        R"({"id":"1","do":"agenda.add","title":"Aan tafel","form":"plenary","minutes":30,"notes":"n","prompt":"p","think_s":5,"text":"t","materials":"m","start":"20:30","inside":"b2","side_by_side":true})",
        R"({"id":"1","do":"agenda.edit","block":"b4","title":"Pauze","form":"break","notes":"n","prompt":"p","think_s":5,"text":"t","materials":"m","start":null})",
        R"({"id":"1","do":"agenda.move","block":"b4","before":"b2"})",
        R"({"id":"1","do":"agenda.split","block":"b4","minutes":5})",
        R"({"id":"1","do":"agenda.skip","block":"b4","skipped":true})",
        R"({"id":"1","do":"agenda.done","block":"b4"})",
        R"({"id":"1","do":"queue.end","expect":"e7"})",
        R"({"id":"1","do":"agenda.fit","cuts":[{"block":"b4","from":20,"to":15}]})",
        R"({"id":"1","do":"queue.call","expect":null,"entry":"e8"})",
        R"({"id":"1","do":"queue.interrupt","expect":"e7","entry":"e8"})",
        R"({"id":"1","do":"queue.pass","expect":"e7"})",
        R"({"id":"1","do":"queue.return","entry":"e7"})",
        R"({"id":"1","do":"queue.hands","count":5,"kind":"question"})",
        R"({"id":"1","do":"queue.name","entry":"e7","name":"Henk","card":12,"group":null})",
        R"({"id":"1","do":"queue.rules","order":["first_turn","place_turn"],"overtake_most":3,"replies":true,"show_times":false})",
        R"({"id":"1","do":"people.groups","names":["Bewoners","Gemeente"]})",
        R"({"id":"1","do":"person.group","person":"p3","group":"k1"})",
        R"({"id":"1","do":"meeting.video_call","url":"https://bellen.example/buurt"})",
        R"({"id":"1","do":"here"})",
        R"({"id":"1","do":"pass_on"})",
        R"({"id":"1","do":"group","group":"k1"})",
        R"({"id":"1","do":"undo","expect":"s9"})",
    };
    return frames;
}

}  // namespace buurtkiosk::test
