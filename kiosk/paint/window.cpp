// Owns what window.h promises: where windows stand, whose input is whose, and one frame after another.
// Main thread. GLFW's callbacks run inside Display::wait() and must never draw.
#include "paint/window.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "backends/imgui_impl_glfw.h"
#include "backends/imgui_impl_opengl3.h"
#include "paint/gl.h"

// After gl.h, which brings the OpenGL declarations in its own way.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

namespace buurtkiosk::paint {

namespace {

constexpr int frames_after_input = 3;

std::string last_glfw_error() {
    const char* words = nullptr;
    if (glfwGetError(&words) == GLFW_NO_ERROR || words == nullptr) return "GLFW";
    return words;
}

// A desktop arranges its windows for a while after a screen came or went, and may put the stage back.
constexpr double settles_within_s = 4;
constexpr double look_again_s = 0.4;

struct MonitorArea {
    int x = 0, y = 0, width = 0, height = 0;
};

std::vector<GLFWmonitor*> monitors() {
    int count = 0;
    GLFWmonitor** all = glfwGetMonitors(&count);
    return {all, all + count};
}

std::string name_of(GLFWmonitor* monitor) {
    const char* name = glfwGetMonitorName(monitor);
    return name == nullptr ? "" : name;
}

// The chosen one when it is there; else the second screen is the wall, and the laptop's own is the first.
GLFWmonitor* stage_monitor(const std::string& chosen) {
    const std::vector<GLFWmonitor*> all = monitors();
    if (all.empty()) return nullptr;
    for (GLFWmonitor* one : all) {
        if (!chosen.empty() && name_of(one) == chosen) return one;
    }
    return all.size() > 1 ? all[1] : all[0];
}

// The first that is not the wall.
GLFWmonitor* console_monitor(const std::string& chosen) {
    GLFWmonitor* const wall = stage_monitor(chosen);
    for (GLFWmonitor* one : monitors()) {
        if (one != wall) return one;
    }
    return wall;
}

// Colours and widgets of the console are set by whoever draws it; here only what the windows themselves need.
ImGuiContext* new_imgui(GLFWwindow* window, ImGuiContext* before) {
    ImGuiContext* made = ImGui::CreateContext();  // with its own font atlas
    ImGui::SetCurrentContext(made);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    ImGui_ImplGlfw_InitForOpenGL(window, false);
    ImGui_ImplOpenGL3_Init("#version 130");
    if (before != nullptr) ImGui::SetCurrentContext(before);
    return made;
}

void clear(Colour ground) {
    glDisable(GL_SCISSOR_TEST);
    glClearColor(static_cast<float>(ground.red) / 255.0F, static_cast<float>(ground.green) / 255.0F,
                 static_cast<float>(ground.blue) / 255.0F, 1.0F);
    glClear(GL_COLOR_BUFFER_BIT);
}

}  // namespace

// ------------------------------------------------------------------------------------------------- Display

Display* Display::instance_ = nullptr;

Result<std::unique_ptr<Display>> Display::open() {
    glfwInitHint(GLFW_JOYSTICK_HAT_BUTTONS, GLFW_FALSE);
    if (glfwInit() != GLFW_TRUE) {
        return refuse(RefusalCode::not_found, "stage.no_display", {{"reason", last_glfw_error()}});
    }
    if (monitors().empty()) {
        glfwTerminate();
        return refuse(RefusalCode::not_found, "stage.no_display", {{"reason", "no monitor"}});
    }
    std::unique_ptr<Display> display(new Display);
    instance_ = display.get();
    glfwSetMonitorCallback(monitor_changed);
    return display;
}

Display::~Display() {
    instance_ = nullptr;
    glfwTerminate();
}

Result<std::unique_ptr<Window>> Display::open_window(const WindowSettings& settings) {
    glfwDefaultWindowHints();
    glfwWindowHint(GLFW_CLIENT_API, GLFW_OPENGL_API);
    glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
    glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE);  // focusing the console must not hide the stage
    glfwWindowHint(GLFW_FOCUS_ON_SHOW,
                   settings.kind == WindowSettings::Kind::console ? GLFW_TRUE : GLFW_FALSE);
    // The chair's desk takes the whole laptop; its size in the settings is for screens without a window
    // manager.
    glfwWindowHint(GLFW_MAXIMIZED, settings.kind == WindowSettings::Kind::console ? GLFW_TRUE : GLFW_FALSE);
    glfwWindowHint(GLFW_CENTER_CURSOR, GLFW_FALSE);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    GLFWwindow* share = windows_.empty() ? nullptr : windows_.front()->window_;
    GLFWwindow* made = nullptr;
    for (const auto& [major, minor] : {std::pair{3, 3}, std::pair{3, 2}, std::pair{3, 0}}) {
        glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, major);
        glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, minor);
        const bool has_profiles = major == 3 && minor >= 2;
        glfwWindowHint(GLFW_OPENGL_PROFILE,
                       has_profiles ? GLFW_OPENGL_CORE_PROFILE : GLFW_OPENGL_ANY_PROFILE);
        made = glfwCreateWindow(std::max(settings.width_px, 64), std::max(settings.height_px, 64),
                                settings.title.c_str(), nullptr, share);
        if (made != nullptr) break;
    }
    if (made == nullptr) {
        return refuse(RefusalCode::not_found, "stage.no_opengl", {{"reason", last_glfw_error()}});
    }
    std::unique_ptr<Window> window(new Window(*this, made, settings));
    windows_.push_back(window.get());
    return window;
}

void Display::wait(double seconds) {
    const bool settling = glfwGetTime() < settled_s_;
    if (settling) seconds = seconds < 0.0 ? look_again_s : std::min(seconds, look_again_s);
    if (seconds == 0.0) {
        glfwPollEvents();
    } else if (seconds < 0.0) {
        glfwWaitEvents();
    } else {
        glfwWaitEventsTimeout(seconds);
    }
    if (settling) place_stage();
}

void Display::wake() { glfwPostEmptyEvent(); }

std::size_t Display::screens() const { return monitors().size(); }

std::vector<Screen> Display::list_screens() const {
    std::vector<Screen> screens;
    const GLFWmonitor* const wall = stage_monitor(chosen_screen_);
    for (GLFWmonitor* one : monitors()) {
        const GLFWvidmode* mode = glfwGetVideoMode(one);
        screens.push_back({name_of(one), mode == nullptr ? 0 : mode->width,
                           mode == nullptr ? 0 : mode->height, one == wall});
    }
    return screens;
}

void Display::choose_stage_screen(const std::string& name) {
    if (chosen_screen_ == name) return;
    chosen_screen_ = name;
    place_windows();
}

// Does nothing when it stands there already.
void Display::place_stage() {
    for (Window* window : windows_) {
        if (window->settings_.kind == WindowSettings::Kind::stage) window->place();
    }
}

// The stage on its screen, and no console under it.
void Display::place_windows() {
    place_stage();
    settled_s_ = glfwGetTime() + settles_within_s;
    for (Window* window : windows_) {
        if (window->settings_.kind == WindowSettings::Kind::console) window->place_beside_stage();
        window->frames_wanted_ = frames_after_input;
    }
}

bool Display::take_screens_changed() { return std::exchange(screens_changed_, false); }

void Display::monitor_changed(GLFWmonitor* monitor, int event) {
    if (instance_ == nullptr) return;
    instance_->screens_changed_ = true;
    for (Window* window : instance_->windows_) {
        if (event == GLFW_DISCONNECTED && window->monitor_ == monitor) window->monitor_ = nullptr;
    }
    instance_->place_windows();
}

// -------------------------------------------------------------------------------------------------- Window

Window::Window(Display& display, GLFWwindow* window, const WindowSettings& settings)
    : display_(display), window_(window), settings_(settings) {
    glfwSetWindowUserPointer(window_, this);
    GLFWwindow* gl_before = glfwGetCurrentContext();
    glfwMakeContextCurrent(window_);
    glfwSwapInterval(settings_.vsync ? 1 : 0);
    imgui_ = new_imgui(window_, ImGui::GetCurrentContext());
    install_callbacks();
    if (settings_.kind != WindowSettings::Kind::hidden) {
        place();
        glfwShowWindow(window_);
        // GL takes a new size at a swap: without this one the first picture would lack what the screen has
        // more.
        glfwPollEvents();
        place();  // again: a desktop may show a new window on another screen than it was asked to
        clear(palette(Theme::dark).ground);
        glfwSwapBuffers(window_);
        frames_wanted_ = frames_after_input;
    }
    if (gl_before != nullptr) glfwMakeContextCurrent(gl_before);
}

Window::~Window() {
    make_current();
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext(imgui_);
    std::erase(display_.windows_, this);
    glfwDestroyWindow(window_);
    if (!display_.windows_.empty()) display_.windows_.front()->make_current();
}

void Window::place() {
    if (settings_.kind == WindowSettings::Kind::console) {
        GLFWmonitor* const wanted = console_monitor(display_.chosen_screen_);
        if (wanted == nullptr) return;
        MonitorArea area;
        glfwGetMonitorWorkarea(wanted, &area.x, &area.y, &area.width, &area.height);
        // A screen may be smaller than the desk that is best to work at.
        const int width = std::min(settings_.width_px, area.width);
        const int height = std::min(settings_.height_px, area.height);
        glfwSetWindowSize(window_, width, height);
        glfwSetWindowPos(window_, area.x + (area.width - width) / 2, area.y + (area.height - height) / 2);
        return;
    }
    if (settings_.windowed) {
        if (monitor_ == nullptr) return;
        monitor_ = nullptr;
        glfwSetWindowMonitor(window_, nullptr, 80, 80, settings_.width_px, settings_.height_px,
                             GLFW_DONT_CARE);
        return;
    }
    GLFWmonitor* wanted = stage_monitor(display_.chosen_screen_);
    if (wanted == nullptr) return;  // all screens are gone: the window waits, the evening goes on
    const GLFWvidmode* mode = glfwGetVideoMode(wanted);
    if (mode == nullptr) return;
    MonitorArea area;
    glfwGetMonitorPos(wanted, &area.x, &area.y);
    int x = 0;
    int y = 0;
    glfwGetWindowPos(window_, &x, &y);
    if (monitor_ == wanted && glfwGetWindowMonitor(window_) == wanted && x == area.x && y == area.y) return;
    monitor_ = wanted;
    // Not every desktop moves a window that fills one screen to another when asked to: it must stand on the
    // new screen as an ordinary window first.
    glfwSetWindowMonitor(window_, nullptr, area.x + mode->width / 4, area.y + mode->height / 4,
                         mode->width / 2, mode->height / 2, GLFW_DONT_CARE);
    glfwSetWindowMonitor(window_, wanted, 0, 0, mode->width, mode->height, mode->refreshRate);
}

bool Window::is_on(GLFWmonitor* monitor) const {
    const GLFWvidmode* mode = monitor == nullptr ? nullptr : glfwGetVideoMode(monitor);
    if (mode == nullptr) return false;
    MonitorArea area;
    glfwGetMonitorPos(monitor, &area.x, &area.y);
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    glfwGetWindowPos(window_, &x, &y);
    glfwGetWindowSize(window_, &width, &height);
    const int middle_x = x + width / 2;
    const int middle_y = y + height / 2;
    return middle_x >= area.x && middle_x < area.x + mode->width && middle_y >= area.y &&
           middle_y < area.y + mode->height;
}

// Where the chair put the console it stays, unless the stage came there.
void Window::place_beside_stage() {
    GLFWmonitor* const wall = stage_monitor(display_.chosen_screen_);
    if (!is_on(wall) || console_monitor(display_.chosen_screen_) == wall) return;
    // A desktop does not move a window that fills its screen.
    const bool filled = glfwGetWindowAttrib(window_, GLFW_MAXIMIZED) == GLFW_TRUE;
    if (filled) glfwRestoreWindow(window_);
    place();
    if (filled) glfwMaximizeWindow(window_);
}

void Window::set_fullscreen(bool on) {
    if (settings_.kind != WindowSettings::Kind::stage || settings_.windowed == !on) return;
    settings_.windowed = !on;
    place();
    frames_wanted_ = frames_after_input;
}

bool Window::fullscreen() const { return glfwGetWindowMonitor(window_) != nullptr; }

void Window::show_on_top() {
    glfwShowWindow(window_);
    glfwFocusWindow(window_);
}

void Window::set_input(bool on) {
    if (input_ == on) return;
    input_ = on;
    glfwSetInputMode(window_, GLFW_CURSOR, on ? GLFW_CURSOR_NORMAL : GLFW_CURSOR_HIDDEN);
    ImGuiContext* before = ImGui::GetCurrentContext();
    ImGui::SetCurrentContext(imgui_);
    ImGuiIO& io = ImGui::GetIO();
    if (on) {
        io.ConfigFlags &= ~(ImGuiConfigFlags_NoMouse | ImGuiConfigFlags_NoMouseCursorChange);
        io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    } else {
        io.ConfigFlags |= ImGuiConfigFlags_NoMouse | ImGuiConfigFlags_NoMouseCursorChange;
        io.ConfigFlags &= ~ImGuiConfigFlags_NavEnableKeyboard;
    }
    ImGui::SetCurrentContext(before);
    frames_wanted_ = frames_after_input;
}

void Window::make_current() {
    glfwMakeContextCurrent(window_);
    ImGui::SetCurrentContext(imgui_);
}

void Window::reload_fonts(const std::function<void()>& add) {
    make_current();
    ImFontAtlas& fonts = *ImGui::GetIO().Fonts;
    // Only the texture goes: the backend would give new buffers no room, since it remembers how large the old
    // ones were, and draw nothing until a picture needs more. Before the first frame NewFrame makes it.
    const bool has_texture = fonts.TexID != ImTextureID{};
    if (has_texture) ImGui_ImplOpenGL3_DestroyFontsTexture();
    fonts.Clear();
    add();
    if (has_texture) ImGui_ImplOpenGL3_CreateFontsTexture();
    frames_wanted_ = frames_after_input;
}

WindowSize Window::size() const {
    int width = 0;
    int height = 0;
    glfwGetWindowSize(window_, &width, &height);
    return {static_cast<float>(width), static_cast<float>(height)};
}

float Window::content_scale() const {
    float x = 1.0F;
    float y = 1.0F;
    glfwGetWindowContentScale(window_, &x, &y);
    return std::max(x, y);
}

void Window::render(Colour ground, const std::function<void(WindowSize)>& draw) {
    make_current();
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGui::NewFrame();
    draw(size());
    ImGui::Render();
    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    glViewport(0, 0, width, height);
    clear(ground);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void Window::frame(Colour ground, const std::function<void(WindowSize)>& draw) {
    frames_wanted_ = std::max(0, frames_wanted_ - 1);
    const WindowSize area = size();
    if (area.width_px < 1.0F || area.height_px < 1.0F) return;
    render(ground, draw);
    glfwSwapBuffers(window_);
}

Picture Window::frame_with_picture(Colour ground, const std::function<void(WindowSize)>& draw) {
    frames_wanted_ = std::max(0, frames_wanted_ - 1);
    const WindowSize area = size();
    if (area.width_px < 1.0F || area.height_px < 1.0F) return {};
    render(ground, draw);
    int width = 0;
    int height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    Picture taken = read_framebuffer(width, height);
    glfwSwapBuffers(window_);
    return taken;
}

Picture Window::picture(int width_px, int height_px, Colour ground,
                        const std::function<void(ImDrawList&)>& draw) {
    make_current();
    ImGui_ImplOpenGL3_NewFrame();  // makes shaders and the font texture, once
    if (ImGui::GetFrameCount() == 0) {
        // ImGui knows its white pixel and how round a circle is only after its first frame.
        ImGui_ImplGlfw_NewFrame();
        ImGui::NewFrame();
        ImGui::EndFrame();
    }
    GLuint target = 0;
    GLuint texture = 0;
    glGenTextures(1, &texture);
    glBindTexture(GL_TEXTURE_2D, texture);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width_px, height_px, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glGenFramebuffers(1, &target);
    glBindFramebuffer(GL_FRAMEBUFFER, target);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);
    glBindTexture(GL_TEXTURE_2D, 0);

    Picture taken;
    if (glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE) {
        const ImVec2 area(static_cast<float>(width_px), static_cast<float>(height_px));
        ImDrawList list(ImGui::GetDrawListSharedData());
        list._ResetForNewFrame();
        list.Flags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedFill;
        if ((ImGui::GetIO().BackendFlags & ImGuiBackendFlags_RendererHasVtxOffset) != 0) {
            list.Flags |= ImDrawListFlags_AllowVtxOffset;
        }
        list.PushTextureID(ImGui::GetIO().Fonts->TexID);
        list.PushClipRect(ImVec2(0, 0), area);
        draw(list);

        std::vector<ImDrawList*> lists{&list};
        ImDrawData data;
        data.Valid = true;
        data.CmdLists = lists.data();
        data.CmdListsCount = 1;
        data.TotalVtxCount = list.VtxBuffer.Size;
        data.TotalIdxCount = list.IdxBuffer.Size;
        data.DisplayPos = ImVec2(0, 0);
        data.DisplaySize = area;
        data.FramebufferScale = ImVec2(1, 1);
        glViewport(0, 0, width_px, height_px);
        clear(ground);
        ImGui_ImplOpenGL3_RenderDrawData(&data);
        taken = read_framebuffer(width_px, height_px);
    }
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glDeleteFramebuffers(1, &target);
    glDeleteTextures(1, &texture);
    return taken;
}

std::vector<KeyPress> Window::take_keys() { return std::exchange(keys_, {}); }
bool Window::take_close_asked() { return std::exchange(close_asked_, false); }

void Window::heard_input() { frames_wanted_ = frames_after_input; }

Window& Window::of(GLFWwindow* window) { return *static_cast<Window*>(glfwGetWindowUserPointer(window)); }

// Our own callbacks for each window: the stock ones would hand the console's keys to whichever context is
// current.
void Window::install_callbacks() {
    glfwSetKeyCallback(window_, [](GLFWwindow* window, int key, int scancode, int action, int modifiers) {
        Window& self = of(window);
        ImGuiContext* before = ImGui::GetCurrentContext();
        ImGui::SetCurrentContext(self.imgui_);
        const bool typing = ImGui::GetIO().WantTextInput;
        // A release is always told, or a key would hang when input is switched off while it is down.
        if (self.input_ || action == GLFW_RELEASE) {
            ImGui_ImplGlfw_KeyCallback(window, key, scancode, action, modifiers);
        }
        ImGui::SetCurrentContext(before);
        if (action != GLFW_RELEASE) self.keys_.push_back({key, modifiers, action == GLFW_REPEAT, typing});
        self.heard_input();
    });
    glfwSetCharCallback(window_, [](GLFWwindow* window, unsigned int code) {
        Window& self = of(window);
        if (!self.input_) return;
        ImGuiContext* before = ImGui::GetCurrentContext();
        ImGui::SetCurrentContext(self.imgui_);
        ImGui_ImplGlfw_CharCallback(window, code);
        ImGui::SetCurrentContext(before);
        self.heard_input();
    });
    glfwSetMouseButtonCallback(window_, [](GLFWwindow* window, int button, int action, int modifiers) {
        Window& self = of(window);
        if (!self.input_) return;
        ImGuiContext* before = ImGui::GetCurrentContext();
        ImGui::SetCurrentContext(self.imgui_);
        ImGui_ImplGlfw_MouseButtonCallback(window, button, action, modifiers);
        ImGui::SetCurrentContext(before);
        self.heard_input();
    });
    glfwSetScrollCallback(window_, [](GLFWwindow* window, double x, double y) {
        Window& self = of(window);
        if (!self.input_) return;
        ImGuiContext* before = ImGui::GetCurrentContext();
        ImGui::SetCurrentContext(self.imgui_);
        ImGui_ImplGlfw_ScrollCallback(window, x, y);
        ImGui::SetCurrentContext(before);
        self.heard_input();
    });
    glfwSetCursorEnterCallback(window_, [](GLFWwindow* window, int entered) {
        Window& self = of(window);
        ImGuiContext* before = ImGui::GetCurrentContext();
        ImGui::SetCurrentContext(self.imgui_);
        ImGui_ImplGlfw_CursorEnterCallback(window, entered);
        ImGui::SetCurrentContext(before);
        if (self.input_) self.heard_input();
    });
    glfwSetCursorPosCallback(window_,
                             [](GLFWwindow* window, [[maybe_unused]] double x, [[maybe_unused]] double y) {
                                 Window& self = of(window);
                                 if (!self.input_) return;
#if IMGUI_VERSION_NUM >= 18700  // older ones ask GLFW for the pointer at each frame
                                 ImGuiContext* before = ImGui::GetCurrentContext();
                                 ImGui::SetCurrentContext(self.imgui_);
                                 ImGui_ImplGlfw_CursorPosCallback(window, x, y);
                                 ImGui::SetCurrentContext(before);
#endif
                                 self.heard_input();
                             });
    glfwSetWindowFocusCallback(window_, [](GLFWwindow* window, int focused) {
        Window& self = of(window);
        ImGuiContext* before = ImGui::GetCurrentContext();
        ImGui::SetCurrentContext(self.imgui_);
        ImGui_ImplGlfw_WindowFocusCallback(window, focused);
        ImGui::SetCurrentContext(before);
        self.heard_input();
    });
    glfwSetFramebufferSizeCallback(window_, [](GLFWwindow* window, int, int) { of(window).heard_input(); });
    glfwSetWindowRefreshCallback(window_, [](GLFWwindow* window) { of(window).want_frame(); });
    glfwSetWindowCloseCallback(window_, [](GLFWwindow* window) {
        glfwSetWindowShouldClose(window, GLFW_FALSE);  // the program decides
        of(window).close_asked_ = true;
    });
}

}  // namespace buurtkiosk::paint
