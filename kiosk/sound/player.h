// Owns playing a sound on this computer without keeping anybody waiting: a thread of its own opens the device
// when there is something to play and closes it afterwards, so that silence costs nothing. Called from the
// drawing thread. It must never end or stop anything when there is no sound to be had: it says so and is
// silent.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "sound/chime.h"

namespace buurtkiosk::sound {

enum class Problem {
    none,
    no_device,     // there is nothing to play on, or it is taken
    device_failed  // it was there, and would not play
};

class Player {
  public:
    // problem_changed is called on the player's thread. device: as OpenAL names it; "" for the computer's own
    // choice.
    explicit Player(std::function<void()> problem_changed = {}, std::string device = "");
    // Waits a moment for the thread; a sound server that hangs does not keep the program.
    ~Player();
    Player(const Player&) = delete;
    Player& operator=(const Player&) = delete;

    // Returns at once. A sound that waits its turn behind another one of the same kind is played once.
    void play(Sound sound);
    // What the last try came to; none before the first.
    Problem problem() const;
    // Whether something plays or is about to.
    bool busy() const;

  private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace buurtkiosk::sound
