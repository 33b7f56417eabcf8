// Owns when the engine gets a turn: just before libev would sleep, when something came in or a time is due.
// Loop thread, but for stop(). It must never sleep while the inbox holds something.
#include "gateway/loop.h"

#include <algorithm>
#include <stdexcept>
#include <variant>

namespace buurtkiosk::gateway {
namespace {

// How long everybody may take to read their last frames and say goodbye.
constexpr std::int64_t stop_within_ms = 1500;
constexpr std::int64_t shortest_sleep_ms = 5;
// Turns in one round before the sockets are looked at again.
constexpr int turns_in_a_round = 8;

}  // namespace

Loop::Loop() : loop_(ev_loop_new(EVFLAG_AUTO)) {
    if (loop_ == nullptr) throw std::runtime_error("libev found no way to wait for sockets");
    ev_prepare_init(&prepare_, on_prepare);
    ev_async_init(&mail_, on_mail);
    ev_timer_init(&timer_, on_timer, 0., 0.);
    ev_idle_init(&idle_, on_idle);
    prepare_.data = mail_.data = timer_.data = idle_.data = this;
    ev_prepare_start(loop_, &prepare_);
    ev_async_start(loop_, &mail_);
}

Loop::~Loop() {
    if (mailbox_ != nullptr) mailbox_->on_post({});
    ev_prepare_stop(loop_, &prepare_);
    ev_async_stop(loop_, &mail_);
    ev_timer_stop(loop_, &timer_);
    ev_idle_stop(loop_, &idle_);
    ev_loop_destroy(loop_);
}

void Loop::connect(engine::Engine& engine, Gateway& gateway, engine::Mailbox& mailbox,
                   std::function<std::int64_t()> meeting_ms, int rate) {
    engine_ = &engine;
    gateway_ = &gateway;
    mailbox_ = &mailbox;
    meeting_ms_ = std::move(meeting_ms);
    rate_ = rate;
    mailbox.on_post([this] { ev_async_send(loop_, &mail_); });
}

void Loop::run() {
    ev_async_send(loop_, &mail_);  // what was posted before the loop ran
    ev_run(loop_, 0);
}

void Loop::stop() {
    stopping_.store(true);
    ev_async_send(loop_, &mail_);
}

void Loop::on_prepare(struct ev_loop*, ev_prepare* watcher, int) {
    static_cast<Loop*>(watcher->data)->prepare();
}

void Loop::on_mail(struct ev_loop*, ev_async* watcher, int) {
    static_cast<Loop*>(watcher->data)->read_mail();
}

// It only has to end the sleep: prepare() does the rest.
void Loop::on_timer(struct ev_loop*, ev_timer*, int) {}
void Loop::on_idle(struct ev_loop*, ev_idle*, int) {}

void Loop::read_mail() {
    for (engine::Mailbox::Letter& letter : mailbox_->take()) {
        std::visit(
            [this](auto& content) {
                using Content = std::decay_t<decltype(content)>;
                if constexpr (std::is_same_v<Content, engine::KeepAttachment> ||
                              std::is_same_v<Content, engine::SlidesMade>) {
                    engine_->from_kiosk(std::move(content));
                } else {
                    engine_->from_console(std::move(content));
                }
            },
            letter);
    }
}

void Loop::turn_while_there_is_work() {
    std::int64_t now_ms = meeting_ms_();
    const auto wake_ms = engine_->wake_at_ms(now_ms);
    if (engine_->inbox_empty() && (!wake_ms || *wake_ms > now_ms)) return;
    int turns = 0;
    do {
        engine_->turn(now_ms);
        now_ms = meeting_ms_();
    } while (!engine_->inbox_empty() && ++turns < turns_in_a_round);
}

void Loop::prepare() {
    gateway_->begin_turn();
    turn_while_there_is_work();
    const std::int64_t now_ms = gateway_->clock_ms();
    gateway_->settle(now_ms);

    if (stopping_.load()) {
        if (!stop_by_ms_) {
            stop_by_ms_ = now_ms + stop_within_ms;
            gateway_->begin_close(now_ms, stop_within_ms / 2);
        }
        if (gateway_->sessions() == 0 || now_ms >= *stop_by_ms_) {
            ev_break(loop_, EVBREAK_ALL);
            return;
        }
    }

    std::optional<std::int64_t> wait_ms;
    const std::int64_t meeting_ms = meeting_ms_();
    if (const auto wake_ms = engine_->wake_at_ms(meeting_ms)) {
        // A meeting's second is shorter than ours in a rehearsal; rounded up, so that it has passed when we
        // wake.
        const std::int64_t left_ms = (*wake_ms - meeting_ms + rate_ - 1) / rate_;
        // A turn that could not do what was due (the disk is gone) is tried again, but not in a frenzy.
        wait_ms = std::max(left_ms, shortest_sleep_ms);
    }
    const auto sooner = [&wait_ms, now_ms](std::optional<std::int64_t> at_ms) {
        if (at_ms) wait_ms = std::min(wait_ms.value_or(*at_ms - now_ms), *at_ms - now_ms);
    };
    sooner(gateway_->settle_at_ms());
    sooner(stop_by_ms_);
    sleep(wait_ms);
}

void Loop::sleep(std::optional<std::int64_t> wait_ms) {
    // libev looks at idle watchers when it decides whether to sleep, not at what became pending in prepare.
    if (!engine_->inbox_empty()) {
        ev_idle_start(loop_, &idle_);
    } else {
        ev_idle_stop(loop_, &idle_);
    }
    ev_timer_stop(loop_, &timer_);
    if (!wait_ms) return;
    ev_now_update(loop_);
    ev_timer_set(&timer_, static_cast<double>(std::max<std::int64_t>(1, *wait_ms)) / 1000.0, 0.);
    ev_timer_start(loop_, &timer_);
}

}  // namespace buurtkiosk::gateway
