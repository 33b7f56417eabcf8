// Owns Shelf, what the console gets of runbooks without knowing their files: the ready-made evenings to
// choose from, and the reading of a pasted table. Drawing thread. It must never say where a file lies but by
// its name.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assembly/commands.h"
#include "base/result.h"

namespace buurtkiosk::console {

struct ReadyMade {
    std::string file;             // its name, without folders
    bool own = false;             // the chair's, not one that comes with the kiosk
    assembly::TakeAgenda agenda;  // with `instead`; empty when there is a mistake
    std::optional<Sentence> mistake = std::nullopt;
    std::vector<std::string> slides = {};  // PDFs that do not come along
};

struct TableRead {
    std::vector<assembly::AddBlock> blocks;
    std::vector<Sentence> mistakes;  // by line; what is right is in `blocks` all the same
};

// Both may be empty: then the console does not offer it.
struct Shelf {
    std::function<std::vector<ReadyMade>()> evenings = {};
    std::function<TableRead(std::string_view)> read_table = {};
};

}  // namespace buurtkiosk::console
