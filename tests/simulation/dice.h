// Owns Dice, the only chance that a random test has: from one seed, the same everywhere.
// Test thread. It must never look at a real random source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>

namespace buurtkiosk::simulation {

// splitmix64: small, the same everywhere.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        std::uint64_t mixed = (state_ += 0x9e3779b97f4a7c15U);
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
        return mixed ^ (mixed >> 31);
    }
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
    bool in_hundred(std::size_t chance) { return below(100) < chance; }
    template <class Choices>
    const auto& of(const Choices& choices) {
        return choices[below(std::size(choices))];
    }

  private:
    std::uint64_t state_;
};

}  // namespace buurtkiosk::simulation
