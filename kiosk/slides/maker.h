// Owns the thread that makes slides while the evening already runs: one PDF after the other, each page handed
// over as soon as it is drawn. Started and stopped on the main thread; the callbacks run on its own thread.
// It must never touch the meeting or the journal.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "base/digest.h"
#include "base/result.h"
#include "slides/child.h"

namespace buurtkiosk::slides {

struct Wanted {
    std::string name;   // as the runbook says it
    std::string file;   // where it is
    std::string block;  // the title of the first block that wants it, for what is said
};

struct MakerSettings {
    std::string program;  // what draws: this program itself
    std::size_t most_bytes = 0;
    Patience patience = usual_patience();
};

struct MakerCalls {
    // Bytes to be kept under their digest, before `ready` names them.
    std::function<void(const Digest& digest, std::vector<std::uint8_t> body)> keep;
    std::function<void(const std::string& name, const std::string& digest, std::int32_t pages)> ready;
    // Its parameters hold file and block.
    std::function<void(const std::string& name, Sentence why)> failed;
};

class Maker {
  public:
    Maker(MakerSettings settings, MakerCalls calls);
    ~Maker();
    Maker(const Maker&) = delete;
    Maker& operator=(const Maker&) = delete;

    // Once. Each name is made once, whoever wants it.
    void start(std::vector<Wanted> wanted);
    // Ends a child that still draws; what it was making is neither ready nor failed.
    void stop();

  private:
    void make_all(const std::vector<Wanted>& wanted);
    void make(const Wanted& one, std::size_t most_bytes);

    MakerSettings settings_;
    MakerCalls calls_;
    std::size_t left_bytes_ = 0;
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

}  // namespace buurtkiosk::slides
