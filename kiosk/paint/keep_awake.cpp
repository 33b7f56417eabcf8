// Owns the two D-Bus calls behind KeepAwake, through GIO.
// Main thread; each call waits half a second at most. It must never link a desktop's own library.
#include "paint/keep_awake.h"

#include <gio/gio.h>
#include <gio/gunixfdlist.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace buurtkiosk::paint {

namespace {

constexpr int patience_ms = 500;
constexpr const char* program_name = "Buurtkiosk";

// Only a bus that is there: GIO would otherwise start one of its own.
bool has_session_bus() {
    if (const char* address = std::getenv("DBUS_SESSION_BUS_ADDRESS")) return *address != '\0';
    const char* runtime = std::getenv("XDG_RUNTIME_DIR");
    std::error_code ignored;
    return runtime != nullptr && std::filesystem::exists(std::filesystem::path(runtime) / "bus", ignored);
}

}  // namespace

struct KeepAwake::Held {
    GDBusConnection* session = nullptr;  // the inhibition lasts as long as this connection
    guint32 cookie = 0;
    bool screen = false;
    int sleep_lock = -1;  // logind's: closing it lets go
};

KeepAwake::KeepAwake(const std::string& reason) : held_(std::make_unique<Held>()) {
    if (has_session_bus()) held_->session = g_bus_get_sync(G_BUS_TYPE_SESSION, nullptr, nullptr);
    if (held_->session != nullptr) {
        // Else GIO ends the whole program when the desktop goes away.
        g_dbus_connection_set_exit_on_close(held_->session, FALSE);
        GVariant* answer = g_dbus_connection_call_sync(
            held_->session, "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver",
            "org.freedesktop.ScreenSaver", "Inhibit", g_variant_new("(ss)", program_name, reason.c_str()),
            G_VARIANT_TYPE("(u)"), G_DBUS_CALL_FLAGS_NONE, patience_ms, nullptr, nullptr);
        if (answer != nullptr) {
            g_variant_get(answer, "(u)", &held_->cookie);
            g_variant_unref(answer);
            held_->screen = true;
        }
    }

    GDBusConnection* system = g_bus_get_sync(G_BUS_TYPE_SYSTEM, nullptr, nullptr);
    if (system == nullptr) return;
    g_dbus_connection_set_exit_on_close(system, FALSE);
    GUnixFDList* descriptors = nullptr;
    GVariant* answer = g_dbus_connection_call_with_unix_fd_list_sync(
        system, "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager",
        "Inhibit", g_variant_new("(ssss)", "sleep:idle", program_name, reason.c_str(), "block"),
        G_VARIANT_TYPE("(h)"), G_DBUS_CALL_FLAGS_NONE, patience_ms, nullptr, &descriptors, nullptr, nullptr);
    if (answer != nullptr) {
        gint32 handle = 0;
        g_variant_get(answer, "(h)", &handle);
        if (descriptors != nullptr) held_->sleep_lock = g_unix_fd_list_get(descriptors, handle, nullptr);
        g_variant_unref(answer);
    }
    if (descriptors != nullptr) g_object_unref(descriptors);
    g_object_unref(system);
}

KeepAwake::~KeepAwake() {
    if (held_->screen) {
        GVariant* answer = g_dbus_connection_call_sync(
            held_->session, "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver",
            "org.freedesktop.ScreenSaver", "UnInhibit", g_variant_new("(u)", held_->cookie), nullptr,
            G_DBUS_CALL_FLAGS_NONE, patience_ms, nullptr, nullptr);
        if (answer != nullptr) g_variant_unref(answer);
    }
    if (held_->session != nullptr) g_object_unref(held_->session);
    if (held_->sleep_lock >= 0) close(held_->sleep_lock);
}

bool KeepAwake::screen_held() const { return held_->screen; }
bool KeepAwake::sleep_held() const { return held_->sleep_lock >= 0; }

}  // namespace buurtkiosk::paint
