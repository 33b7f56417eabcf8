// Owns the request to the desktop that the screen stays on and the computer awake while the evening runs.
// Main thread. It must never stop the program: where nobody can be asked, the evening runs all the same.
#pragma once

#include <memory>
#include <string>

namespace buurtkiosk::paint {

// While it lives: the screen saver is held by org.freedesktop.ScreenSaver (the desktop's own, over the
// session bus), sleep by systemd's logind. Both let go by themselves when the program ends, however it ends.
class KeepAwake {
  public:
    // reason is shown to the user by the desktop ("De avond loopt").
    explicit KeepAwake(const std::string& reason);
    ~KeepAwake();
    KeepAwake(const KeepAwake&) = delete;
    KeepAwake& operator=(const KeepAwake&) = delete;

    // What answered; when neither did, the program may tell the user to switch the screen saver off by hand.
    bool screen_held() const;
    bool sleep_held() const;

  private:
    struct Held;
    std::unique_ptr<Held> held_;
};

}  // namespace buurtkiosk::paint
