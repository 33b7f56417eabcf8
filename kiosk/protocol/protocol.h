// Owns the wire: untrusted bytes to typed frames, typed replies and views to bytes, as protocol.schema.json
// says. Loop thread (demo and tests use it on theirs, nothing is shared). It must never include sockets, SQL
// or State.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/locale.h"
#include "protocol/messages.h"

namespace buurtkiosk::protocol {

// A frame as it came, at most limits::frame_bytes of UTF-8. When it cannot be understood the refusal says
// why, and `id` is the frame's own id if that much could be read (else empty).
struct DecodedFrame {
    std::string id;
    Result<Request> request;
};
DecodedFrame decode_frame(std::string_view bytes);

// {"re":…}. `section_data` is the JSON of the section asked for, when the reply names one.
std::string encode_reply(const Reply& reply, const Locales& locales, std::string_view section_data = {});
std::string encode_me(const views::PersonalView& me);

// Turns publications into bytes: the whole view for who comes, the change for who follows. One for the public
// view; it also holds the sections ("polls", "words") that the view names by version.
class ViewStream {
  public:
    ViewStream(std::string epoch, const Locales& locales);
    ~ViewStream();
    ViewStream(ViewStream&&) noexcept;
    ViewStream& operator=(ViewStream&&) noexcept;

    // Takes the next version (one more than the last) and returns the frame {"v":…,"patch":…} for everybody
    // who has the last.
    std::shared_ptr<const std::string> advance(const Publication& next);
    // {"epoch":…,"v":…,"view":…} of the version taken last; serialised once a version, on the first call.
    std::shared_ptr<const std::string> whole();
    // The data of a section as JSON text, or empty when there is none of that name.
    std::string section(std::string_view name) const;
    std::uint64_t version() const;

  private:
    struct Content;
    std::unique_ptr<Content> content_;
};

// The same for the chair's desk: {"d":…,"desk":…} and {"d":…,"desk_patch":…}.
class DeskStream {
  public:
    DeskStream();
    ~DeskStream();
    DeskStream(DeskStream&&) noexcept;
    DeskStream& operator=(DeskStream&&) noexcept;
    std::shared_ptr<const std::string> advance(const DeskPublication& next);
    std::shared_ptr<const std::string> whole();
    std::uint64_t version() const;

  private:
    struct Content;
    std::unique_ptr<Content> content_;
};

}  // namespace buurtkiosk::protocol
