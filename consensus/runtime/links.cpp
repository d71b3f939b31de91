#include "consensus/runtime/links.h"

#include "consensus/runtime/observers.h"
#include "ledger/base/check.h"

namespace pennypost::runtime {

std::vector<std::optional<net::Peer>> links_of(const ValidatorOptions& options) {
  std::vector<std::optional<net::Peer>> links = options.peers;
  // Whoever has no key of a validator does not listen. Between the others keys decide who dials:
  // places differ from epoch to epoch, and neighbours may be in different ones, or still joining.
  // Without an address a peer can only be waited for.
  const bool listens = options.own_index || options.consensus_key;
  for (auto& link : links) {
    if (!link) continue;
    if (!listens) {
      link->dialler = net::Dialler::us;
    } else {
      link->dialler = link->endpoint.port == 0 ? net::Dialler::peer : net::Dialler::lower_key;
    }
  }
  CHECK(links.size() <= kFirstObserver && options.observers.size() <= kObserversMax);
  links.resize(kFirstObserver);
  for (const net::Peer& observer : options.observers) {
    links.emplace_back(observer)->dialler =
        observer.endpoint.port == 0 ? net::Dialler::peer : net::Dialler::lower_key;
  }
  return links;
}

}  // namespace pennypost::runtime
