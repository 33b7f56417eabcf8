// Owns the screens and the windows on them: GLFW, one GL context and one ImGui context for each window, and
// the input that belongs to each. Main thread only, except Display::wake(). It must never know what is drawn.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "imgui.h"
#include "paint/capture.h"
#include "paint/theme.h"

struct GLFWwindow;
struct GLFWmonitor;

namespace buurtkiosk::paint {

class Window;

struct WindowSettings {
    enum class Kind {
        stage,    // fullscreen on the screen of the stage
        console,  // an ordinary window on another one
        hidden    // never shown: for pictures
    };
    Kind kind = Kind::stage;
    std::string title;
    bool windowed = false;  // the stage in a window
    bool vsync = false;     // on one window only: two would wait for each other
    int width_px = 1280;    // of a window that is not fullscreen
    int height_px = 720;
};

struct Screen {
    std::string name;  // as the desktop calls it: "HDMI-1"
    int width_px = 0;
    int height_px = 0;
    bool of_the_stage = false;
    bool operator==(const Screen&) const = default;
};

// All the screens of this computer.
class Display {
  public:
    // Refused with "stage.no_display" when there is no screen to draw on (the program runs headless then).
    static Result<std::unique_ptr<Display>> open();
    ~Display();
    Display(const Display&) = delete;
    Display& operator=(const Display&) = delete;

    // Windows share textures, so one TextTextures serves them all. They must be destroyed before the Display.
    // Refused with "stage.no_opengl" when the screen has no OpenGL 3.
    Result<std::unique_ptr<Window>> open_window(const WindowSettings& settings);

    // Sleeps until input, a wake() or the time: < 0 for no limit, 0 only looks. Callbacks run inside it.
    void wait(double seconds);
    // From any thread: ends a wait() now.
    static void wake();

    std::size_t screens() const;
    // In the desktop's order.
    std::vector<Screen> list_screens() const;
    // Which screen the stage fills, by its name; "" for the usual one: the second if there are two, else the
    // only one. While the chosen one is not there it is the usual one; it comes back when it is plugged in.
    // Windows that are open move.
    void choose_stage_screen(const std::string& name);
    const std::string& chosen_stage_screen() const { return chosen_screen_; }

    // True once after a screen was plugged in or out: the stage has been moved already (a screen that went
    // away never ends the evening); the program may open or close the console window.
    bool take_screens_changed();

  private:
    Display() = default;
    friend class Window;
    void place_stage();
    void place_windows();

    std::vector<Window*> windows_;
    std::string chosen_screen_;
    bool screens_changed_ = false;
    double settled_s_ = 0;  // until then the stage's place is looked at again; glfwGetTime()
    static Display* instance_;
    static void monitor_changed(GLFWmonitor* monitor, int event);
};

struct KeyPress {
    int key = 0;        // GLFW_KEY_…
    int modifiers = 0;  // GLFW_MOD_…
    bool repeated = false;
    bool typing = false;  // a text field of the window has the keyboard: the key is its own
};

struct WindowSize {
    float width_px = 0.0F;
    float height_px = 0.0F;
};

class Window {
  public:
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    // One frame: ground everywhere, then draw() inside an ImGui frame of this window's own context (the stage
    // draws into ImGui::GetBackgroundDrawList()), then shown. Does nothing while the window has no area.
    void frame(Colour ground, const std::function<void(WindowSize)>& draw);
    // The same, and what was drawn comes back as a picture.
    Picture frame_with_picture(Colour ground, const std::function<void(WindowSize)>& draw);
    // Draws into a picture of any size without showing it: for --capture, the minutes and tests.
    Picture picture(int width_px, int height_px, Colour ground, const std::function<void(ImDrawList&)>& draw);

    // Whether the window must be drawn again because of input, a change of size or damage. Input asks for
    // three frames, because ImGui settles over that many.
    bool wants_frame() const { return frames_wanted_ > 0; }
    void want_frame() { frames_wanted_ = frames_wanted_ > 1 ? frames_wanted_ : 1; }

    // Keys pressed since the last call, also those that ImGui used.
    std::vector<KeyPress> take_keys();
    bool take_close_asked();

    // Whether ImGui hears mouse and keys, and the pointer shows. A stage without overlay takes no input.
    void set_input(bool on);
    void set_fullscreen(bool on);
    bool fullscreen() const;
    void show_on_top();  // gives it the keyboard

    // Empties the font atlas of this window's ImGui context, lets add() fill it, and has it uploaded with the
    // next frame: for when the window becomes larger or smaller. Not inside a frame.
    void reload_fonts(const std::function<void()>& add);

    // Makes this window's GL and ImGui contexts the current ones (frame() does it itself).
    void make_current();
    WindowSize size() const;
    float content_scale() const;  // 1 on an ordinary screen, 2 on a dense one
    GLFWwindow* handle() const { return window_; }

  private:
    friend class Display;
    Window(Display& display, GLFWwindow* window, const WindowSettings& settings);
    void place();
    void place_beside_stage();
    bool is_on(GLFWmonitor* monitor) const;
    void render(Colour ground, const std::function<void(WindowSize)>& draw);
    void heard_input();

    static Window& of(GLFWwindow* window);
    void install_callbacks();

    Display& display_;
    GLFWwindow* window_;
    WindowSettings settings_;
    ImGuiContext* imgui_ = nullptr;
    std::vector<KeyPress> keys_;
    int frames_wanted_ = 1;
    bool input_ = true;
    bool close_asked_ = false;
    GLFWmonitor* monitor_ = nullptr;  // the one it fills
};

}  // namespace buurtkiosk::paint
