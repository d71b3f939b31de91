#include "ledger/execution/protocol.h"

#include <string>

namespace pennypost::execution {

std::uint32_t version_at(const state::StateView& parent, TimestampUs block_time) {
  const auto* upgrade = parent.get<Upgrade>(state::StateKey::upgrade());
  if (upgrade == nullptr) return Upgrade{}.version;
  const bool begun = upgrade->next != 0 && block_time >= upgrade->at;
  return begun ? upgrade->next : upgrade->version;
}

Result<void> check_version(const state::StateView& parent, TimestampUs block_time,
                           std::uint32_t known) {
  const std::uint32_t version = version_at(parent, block_time);
  if (version <= known) return {};
  const std::string number = std::to_string(version);
  return fail("unknown_version", "Version " + number + " of the ledger's rules is in force, and " +
                                     "this program knows them up to version " +
                                     std::to_string(known) + ". Install a Pennypost that knows " +
                                     "version " + number + " and start it with the same data: " +
                                     "what is final stays, and it goes on from there.");
}

}  // namespace pennypost::execution
