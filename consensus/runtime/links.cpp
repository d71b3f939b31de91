#include "consensus/runtime/links.h"

#include "consensus/runtime/observers.h"
#include "ledger/base/check.h"

namespace pennypost::runtime {

std::vector<std::optional<net::Peer>> links_of(const ValidatorOptions& options) {
  std::vector<std::optional<net::Peer>> links = options.peers;
  for (auto& link : links) {
    if (link && !options.consensus_key) link->dialler = net::Dialler::us;
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
