#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/base/result.h"

namespace pennypost::connectors {

inline constexpr std::size_t kStanzaBytesMax = 64 * 1024;
inline constexpr std::size_t kStanzaDepthMax = 32;

/// An XML element: a stanza or a part of one.
struct XmlElement {
  std::string space{};  ///< namespace
  std::string name{};
  std::vector<std::pair<std::string, std::string>> attributes{};
  std::string text{};  ///< its own, without its children's
  std::vector<XmlElement> children{};

  /// Empty where there is none.
  std::string attribute(std::string_view name) const;
  /// The first such child; null where there is none.
  const XmlElement* child(std::string_view space, std::string_view name) const;
};

/// The server's side of an XMPP stream, as it comes in: first the stream's own element (without
/// children), then stanza by stanza. Document types, entities and processing instructions, which a
/// stream must not have, end it. One thread.
class XmppStream {
 public:
  XmppStream();
  XmppStream(XmppStream&&) noexcept;
  XmppStream& operator=(XmppStream&&) noexcept;
  ~XmppStream();

  struct Read {
    std::vector<XmlElement> elements{};
    bool closed = false;  ///< the stream's end tag came
  };
  /// What became whole with these bytes. After an error the stream cannot be read on. Errors:
  /// `malformed`, `too_large`.
  Result<Read> feed(std::string_view bytes);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// As text and as an attribute's value. Characters that XML has no place for become U+FFFD.
std::string xml_escaped(std::string_view text);

}  // namespace pennypost::connectors
