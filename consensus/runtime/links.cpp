#include "consensus/runtime/links.h"

#include "consensus/runtime/observers.h"
#include "ledger/base/check.h"

namespace pennypost::runtime {

std::vector<std::optional<net::Peer>> links_of(const ValidatorOptions& options) {
  std::vector<std::optional<net::Peer>> links = options.peers;
  for (auto& link : links) {
    if (link && !options.own_index) link->dialler = net::Dialler::us;
  }
  CHECK(links.size() <= kFirstObserver && options.observers.size() <= kObserversMax);
  links.resize(kFirstObserver);
  for (const net::Peer& observer : options.observers) {
    links.emplace_back(observer)->dialler = net::Dialler::peer;
  }
  return links;
}

}  // namespace pennypost::runtime
