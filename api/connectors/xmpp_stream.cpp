#include "api/connectors/xmpp_stream.h"

#include <expat.h>

#include <algorithm>
#include <optional>

#include "ledger/base/check.h"

namespace pennypost::connectors {
namespace {

constexpr char kSeparator = '\n';  // stands in no namespace

/// Expat joins namespace and name.
std::pair<std::string, std::string> parted(const char* joined) {
  const std::string_view text = joined;
  const std::size_t at = text.rfind(kSeparator);
  if (at == std::string_view::npos) return {"", std::string(text)};
  return {std::string(text.substr(0, at)), std::string(text.substr(at + 1))};
}

}  // namespace

struct XmppStream::State {
  XML_Parser parser = XML_ParserCreateNS("UTF-8", kSeparator);
  std::vector<XmlElement> open;  // of the stanza that is being read
  bool streaming = false;        // the stream's own element is open
  std::size_t fed = 0;           // bytes in all
  std::size_t stanza_at = 0;     // where the newest stanza ended
  Read read;
  std::optional<Error> failure;

  State() {
    CHECK(parser != nullptr);
    XML_SetUserData(parser, this);
#ifdef PENNYPOST_EXPAT_DEFERS
    // A stream is answered stanza by stanza: none may wait in the parser for the next one. What
    // that costs an attacker's victim is bounded by a stanza's size.
    XML_SetReparseDeferralEnabled(parser, XML_FALSE);
#endif
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetDoctypeDeclHandler(parser, on_doctype, nullptr);
    XML_SetProcessingInstructionHandler(parser, on_instruction);
  }
  ~State() { XML_ParserFree(parser); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void stop(const char* code, const char* why) {
    failure = Error{code, why};
    XML_StopParser(parser, XML_FALSE);
  }
  static State& of(void* data) { return *static_cast<State*>(data); }

  static void on_start(void* data, const char* name, const char** attributes) {
    State& state = of(data);
    if (state.open.size() >= kStanzaDepthMax) {
      return state.stop("too_large", "A stanza is nested too deeply.");
    }
    auto [space, local] = parted(name);
    XmlElement element{.space = std::move(space), .name = std::move(local)};
    for (; attributes[0]; attributes += 2) {
      element.attributes.emplace_back(parted(attributes[0]).second, attributes[1]);
    }
    if (state.streaming) {
      state.open.push_back(std::move(element));
    } else {
      state.streaming = true;
      state.read.elements.push_back(std::move(element));
    }
  }

  static void on_end(void* data, const char*) {
    State& state = of(data);
    if (state.open.empty()) {
      state.read.closed = true;
      return;
    }
    XmlElement done = std::move(state.open.back());
    state.open.pop_back();
    if (!state.open.empty()) {
      state.open.back().children.push_back(std::move(done));
      return;
    }
    state.read.elements.push_back(std::move(done));
    state.stanza_at = static_cast<std::size_t>(XML_GetCurrentByteIndex(state.parser));
  }

  static void on_text(void* data, const char* text, int size) {
    State& state = of(data);
    if (!state.open.empty()) state.open.back().text.append(text, static_cast<std::size_t>(size));
  }
  static void on_doctype(void* data, const char*, const char*, const char*, int) {
    of(data).stop("malformed", "A stream has no document type.");
  }
  static void on_instruction(void* data, const char*, const char*) {
    of(data).stop("malformed", "A stream has no processing instructions.");
  }
};

std::string XmlElement::attribute(std::string_view wanted) const {
  const auto found = std::ranges::find(
      attributes, wanted, [](const auto& each) { return std::string_view(each.first); });
  return found == attributes.end() ? std::string() : found->second;
}

const XmlElement* XmlElement::child(std::string_view wanted_space, std::string_view wanted) const {
  const auto found = std::ranges::find_if(children, [&](const XmlElement& each) {
    return each.space == wanted_space && each.name == wanted;
  });
  return found == children.end() ? nullptr : &*found;
}

XmppStream::XmppStream() : state_(std::make_unique<State>()) {}
XmppStream::XmppStream(XmppStream&&) noexcept = default;
XmppStream& XmppStream::operator=(XmppStream&&) noexcept = default;
XmppStream::~XmppStream() = default;

Result<XmppStream::Read> XmppStream::feed(std::string_view bytes) {
  // Fed in small parts, so that one that never ends is noticed before it is in memory.
  constexpr std::size_t kPart = 4'096;
  State& state = *state_;
  for (std::size_t at = 0; at < bytes.size() && !state.failure && !state.read.closed; at += kPart) {
    const std::string_view part = bytes.substr(at, kPart);
    state.fed += part.size();
    const auto status =
        XML_Parse(state.parser, part.data(), static_cast<int>(part.size()), XML_FALSE);
    if (status != XML_STATUS_OK && !state.failure) {
      state.failure = Error{"malformed", "The stream is not well-formed XML."};
    }
    if (!state.failure && state.fed - state.stanza_at > kStanzaBytesMax + kPart) {
      state.failure = Error{"too_large", "A stanza is too large."};
    }
  }
  if (state.failure) return std::unexpected(*state.failure);
  return std::exchange(state.read, Read{.closed = state.read.closed});
}

std::string xml_escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&apos;";
        break;
      case '\n':
      case '\t':
        out += c;
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\xEF\xBF\xBD";
        } else {
          out += c;
        }
    }
  }
  return out;
}

}  // namespace pennypost::connectors
