#pragma once

#include <string>
#include <vector>

#include "api/gateway/records.h"

namespace pennypost::gateway {

inline constexpr std::size_t kContactNameBytesMax = 64;
inline constexpr std::size_t kContactsMax = 500;

/// A name of the user's own for somebody: "mum".
struct Contact {
  std::string name;
  std::string to;  ///< a handle without at sign, or a phone ("+15557654321")
};

/// What a user says about others: names for them, and whom they want to hear nothing from. Sealed
/// under the user's key. Used from one thread.
class Contacts {
 public:
  explicit Contacts(Records& records) : records_(records) {}

  void set(gateway_store::Change& change, const std::string& user, const Contact& contact) const;
  void remove(gateway_store::Change& change, const std::string& user,
              const std::string& name) const;
  /// Names compare without case and with compatible forms folded.
  std::optional<Contact> find(const std::string& user, const std::string& name) const;
  std::vector<Contact> list(const std::string& user) const;

  /// `block`: may not ask the user for money. `mute`: the user is not told what they do.
  enum class Mark { block, mute };
  void mark(gateway_store::Change& change, const std::string& user, const std::string& other,
            Mark mark, bool on) const;
  bool is_marked(const std::string& user, const std::string& other, Mark mark) const;

 private:
  std::string key(const std::string& user, const std::string& name) const;

  Records& records_;
};

/// How names compare: NFKC, case folded, spaces trimmed.
std::string folded_name(const std::string& name);
/// Whether a careless reader could take one handle for the other: they look the same (UTS 39), or,
/// where both are long enough, differ in one character.
bool look_alike(const std::string& handle, const std::string& known);

}  // namespace pennypost::gateway
