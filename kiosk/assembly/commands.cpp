// Owns the copying, moving and ending of commands, compiled once for all files that hold one. Pure, any
// thread. It must never look into a command.
#include "assembly/commands.h"

namespace buurtkiosk::assembly {

Command::Command(const Command& other) = default;
Command::Command(Command&& other) noexcept = default;
Command& Command::operator=(const Command& other) = default;
Command& Command::operator=(Command&& other) noexcept = default;
Command::~Command() = default;

}  // namespace buurtkiosk::assembly
