// Owns DemoChair, the chair of a demo evening that nobody chairs: paired over a real socket with the chair's
// code, it does what the desk's large button proposes, at a pace one can follow, and stops leading as soon as
// a human chair acts. The demo's own thread. It must never know more than a chair's phone does.
#pragma once

#include <memory>
#include <set>
#include <string>

#include "demo/caller.h"
#include "demo/script.h"

namespace buurtkiosk::demo {

class DemoChair final : public Caller {
  public:
    /// `script` must outlive it; `expected_people` is how many the lobby waits for.
    DemoChair(const Script& script, std::string chair_code, std::size_t expected_people,
              std::shared_ptr<SharedViews> views, std::uint64_t seed, std::int64_t now_ms);

    bool leading() const { return leading_; }

  private:
    void act(std::int64_t now_ms) override;
    void view_changed(std::int64_t now_ms) override;
    void answered(const std::string& verb, const Value& reply, std::int64_t now_ms) override;

    /// A step of the chair's own: what it changes is not a human's doing.
    void lead(const std::string& verb, Value fields, std::int64_t now_ms);
    void watch_for_humans(std::int64_t now_ms);
    bool extra_step(std::int64_t now_ms);
    std::string where_we_are() const;
    std::int64_t wait_ms(const std::string& code, std::int64_t so_far_ms) const;
    double pace(const std::string& code) const;
    bool nearly_everybody(const Value& count) const;
    std::size_t people_here() const;
    std::string picture() const;
    std::int64_t stands_ms() const;

    const Script& script_;
    std::string chair_code_;
    std::size_t expected_people_;
    bool leading_ = true;
    bool introduced_ = false;
    bool paired_ = false;
    std::int64_t started_ms_;

    std::size_t speakers_ = 0;  // in this block
    std::string block_;
    std::string last_speaker_;
    std::string invited_check_in_;
    std::set<std::string> opened_in_;  // blocks in which the speakers' list was opened

    std::string step_;  // what the large button said, and since when
    std::int64_t step_since_ms_ = 0;

    // What the wall shows that deserves time to be read, and since when.
    std::string picture_;
    std::int64_t picture_since_ms_ = 0;
    std::set<std::string> has_stood_;

    // which changes are our own
    std::int64_t own_until_ms_ = 0;
    std::size_t own_steps_ = 0;
    std::uint64_t newest_step_ = 0;
    bool steps_known_ = false;
    std::string where_;
};

}  // namespace buurtkiosk::demo
