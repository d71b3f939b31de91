#pragma once

#include "consensus/runtime/validator.h"

// Inside consensus/runtime only.
namespace pennypost::runtime {

/// Links with observers stand behind all that validators may ever have.
inline constexpr std::size_t kFirstObserver = kValidatorsMax;

/// Who is linked with this node, by the transport's index.
std::vector<std::optional<net::Peer>> links_of(const ValidatorOptions& options);

/// The link with an observer: without an address it can only be waited for.
net::Peer observer_link(net::Peer observer);

}  // namespace pennypost::runtime
