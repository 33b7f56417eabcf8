// Owns which slides are made this evening: what its blocks wait for, and what the runbook offers. Main
// thread; what is made goes to the loop thread by mail. It must never wait for a PDF: the evening begins
// without.
#pragma once

#include <string>
#include <vector>

#include "assembly/commands.h"
#include "assembly/state.h"
#include "engine/crossing.h"
#include "slides/maker.h"
#include "terminal.h"

namespace buurtkiosk {

// The PDFs that the commands of a runbook name, beside that runbook.
std::vector<slides::Wanted> slides_in(const std::vector<assembly::Command>& commands,
                                      const std::string& runbook_file);

class EveningSlides {
  public:
    // All must outlive this.
    EveningSlides(engine::Mailbox& mailbox, const Terminal& terminal);

    // Once, before the loop turns. offered: what the runbook names, when there is one. damaged: slides that
    // are in the evening's file but cannot be read. What cannot be made is said on the terminal and the
    // console.
    void start(const assembly::State& state, const std::vector<slides::Wanted>& offered,
               const std::vector<std::string>& damaged);
    void stop() { maker_.stop(); }

  private:
    void cannot(const std::string& name, Sentence why);

    engine::Mailbox& mailbox_;
    const Terminal& terminal_;
    slides::Maker maker_;  // last: its thread uses the others
};

}  // namespace buurtkiosk
