// Owns the sockets of the simulated crowd: connecting, gathering frames, sending one at a time, coming back.
// Its own thread with its own libwebsockets context on its own libev. It must never share anything with the
// kiosk's loop but the network.
#include "demo/crowd.h"

#include <ev.h>
#include <libwebsockets.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "demo/demo_chair.h"
#include "demo/persona.h"

namespace buurtkiosk::demo {
namespace {

constexpr double look_every_s = 0.05;
constexpr std::size_t largest_message_bytes = std::size_t{4} << 20;
// New sockets in one look, so that a crowd that comes back does not come in one wave.
constexpr int connects_at_once = 20;

std::int64_t steady_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

// One phone: a caller and its socket.
struct Phone {
    explicit Phone(int its_rate) : rate(its_rate) {}
    // The time that this phone's owner lives in.
    std::int64_t now_ms() const { return steady_ms() * rate; }

    std::unique_ptr<Caller> caller;
    int rate;
    lws* wsi = nullptr;
    bool open = false;
    int close_code = 0;
    std::string incoming;
    std::optional<std::string> outgoing;
};

int callback(lws* wsi, lws_callback_reasons reason, void* user, void* in, std::size_t length);

const std::array<lws_protocols, 2> protocols{
    lws_protocols{"buurtkiosk.v1", callback, 0, 32768, 0, nullptr, 0},
    lws_protocols{nullptr, nullptr, 0, 0, 0, nullptr, 0}};

void ended(Phone& phone) {
    if (phone.wsi == nullptr) return;
    phone.wsi = nullptr;
    phone.open = false;
    phone.incoming.clear();
    phone.outgoing.reset();
    phone.caller->closed(phone.now_ms(), std::exchange(phone.close_code, 0));
}

int receive(Phone& phone, lws* wsi, std::string_view piece) {
    if (phone.incoming.size() + piece.size() > largest_message_bytes) return -1;
    phone.incoming.append(piece);
    if (lws_is_final_fragment(wsi) == 0) return 0;
    phone.caller->received(phone.incoming, phone.now_ms());
    phone.incoming.clear();
    return 0;
}

int write(Phone& phone, lws* wsi) {
    if (phone.caller->wants_to_sleep()) return -1;
    if (!phone.outgoing) phone.outgoing = phone.caller->next_frame();
    if (!phone.outgoing) return 0;
    const std::string& text = *phone.outgoing;
    std::vector<unsigned char> bytes(LWS_PRE + text.size());
    std::copy(text.begin(), text.end(), bytes.begin() + LWS_PRE);
    const int written = lws_write(wsi, bytes.data() + LWS_PRE, text.size(), LWS_WRITE_TEXT);
    if (written < 0) return -1;
    phone.outgoing = phone.caller->next_frame();
    if (phone.outgoing) lws_callback_on_writable(wsi);
    return 0;
}

int callback(lws* wsi, lws_callback_reasons reason, void* user, void* in, std::size_t length) {
    auto* phone = static_cast<Phone*>(user);
    if (phone == nullptr) return 0;
    switch (reason) {
        case LWS_CALLBACK_CLIENT_ESTABLISHED:
            phone->open = true;
            phone->caller->opened(phone->now_ms());
            lws_callback_on_writable(wsi);
            return 0;
        case LWS_CALLBACK_CLIENT_RECEIVE:
            return receive(*phone, wsi, {static_cast<const char*>(in), length});
        case LWS_CALLBACK_CLIENT_WRITEABLE:
            return write(*phone, wsi);
        case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE:
            if (length >= 2) {
                const auto* code = static_cast<const unsigned char*>(in);
                phone->close_code = (code[0] << 8) | code[1];
            }
            return 0;
        case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
        case LWS_CALLBACK_CLIENT_CLOSED:
            ended(*phone);
            return 0;
        default:
            return 0;
    }
}

}  // namespace

// The crowd's thread and all that lives on it.
class Crowd::Hall {
  public:
    Hall(CrowdSettings settings, Script script)
        : settings_(std::move(settings)), script_(std::move(script)) {}
    ~Hall() { stop(); }

    void start() {
        loop_ = ev_loop_new(EVFLAG_AUTO);
        if (loop_ == nullptr) throw std::runtime_error("libev found no way to wait for sockets");
        ev_async_init(&wake_, [](struct ev_loop* loop, ev_async*, int) { ev_break(loop, EVBREAK_ALL); });
        ev_async_start(loop_, &wake_);
        thread_ = std::thread([this] { run(); });
    }

    void stop() {
        if (!thread_.joinable()) return;
        ev_async_send(loop_, &wake_);
        thread_.join();
        ev_async_stop(loop_, &wake_);
        ev_loop_destroy(std::exchange(loop_, nullptr));
    }

  private:
    void run() {
        std::array<void*, 1> loops{loop_};
        lws_context_creation_info info{};
        info.options = LWS_SERVER_OPTION_LIBEV | LWS_SERVER_OPTION_SKIP_SERVER_CANONICAL_NAME;
        info.foreign_loops = loops.data();
        info.port = CONTEXT_PORT_NO_LISTEN;
        info.protocols = protocols.data();
        info.gid = -1;
        info.uid = -1;
        context_ = lws_create_context(&info);
        if (context_ == nullptr) {
            spdlog::error("the demo's crowd could not start: libwebsockets gave no context");
            return;
        }
        invite();
        ev_timer look{};
        ev_timer_init(
            &look, [](struct ev_loop*, ev_timer* watcher, int) { static_cast<Hall*>(watcher->data)->look(); },
            0., look_every_s);
        look.data = this;
        ev_timer_start(loop_, &look);
        ev_run(loop_, 0);
        ev_timer_stop(loop_, &look);
        lws_context_destroy(context_);
        phones_.clear();
    }

    void invite() {
        const auto views = std::make_shared<SharedViews>();
        const std::int64_t now_ms = steady_ms() * settings_.rate;
        Random random(settings_.seed);
        if (!settings_.chair_code.empty()) {
            phones_.push_back(std::make_unique<Phone>(settings_.rate));
            phones_.back()->caller = std::make_unique<DemoChair>(script_, settings_.chair_code,
                                                                 settings_.people, views, random(), now_ms);
        }
        for (std::size_t i = 0; i < settings_.people; ++i) {
            phones_.push_back(std::make_unique<Phone>(settings_.rate));
            phones_.back()->caller =
                std::make_unique<Persona>(script_.people[i % script_.people.size()], script_, views, random(),
                                          now_ms, settings_.join_within_s);
        }
    }

    void connect(Phone& phone) {
        const std::string host = "127.0.0.1:" + std::to_string(settings_.port);
        lws_client_connect_info info{};
        info.context = context_;
        info.address = "127.0.0.1";
        info.port = settings_.port;
        info.path = "/ws";
        info.host = host.c_str();
        info.origin = host.c_str();  // libwebsockets puts http:// before it
        info.protocol = protocols[0].name;
        info.userdata = &phone;
        info.pwsi = &phone.wsi;
        if (lws_client_connect_via_info(&info) == nullptr && phone.wsi != nullptr) ended(phone);
    }

    void look() {
        const std::int64_t now_ms = steady_ms() * settings_.rate;
        int connects = 0;
        for (const auto& phone : phones_) {
            if (phone->wsi == nullptr) {
                if (connects < connects_at_once && phone->caller->wants_socket(now_ms)) {
                    ++connects;
                    connect(*phone);
                    if (phone->wsi == nullptr) phone->caller->closed(now_ms, 0);
                }
                continue;
            }
            if (!phone->open) continue;
            phone->caller->tick(now_ms);
            if (!phone->outgoing) phone->outgoing = phone->caller->next_frame();
            if (phone->outgoing || phone->caller->wants_to_sleep()) lws_callback_on_writable(phone->wsi);
        }
    }

    CrowdSettings settings_;
    Script script_;
    struct ev_loop* loop_ = nullptr;
    ev_async wake_{};
    std::thread thread_;
    lws_context* context_ = nullptr;
    std::vector<std::unique_ptr<Phone>> phones_;
};

Crowd::Crowd(CrowdSettings settings, Script script)
    : hall_(std::make_unique<Hall>(std::move(settings), std::move(script))) {}
Crowd::~Crowd() = default;
void Crowd::start() { hall_->start(); }
void Crowd::stop() { hall_->stop(); }

}  // namespace buurtkiosk::demo
