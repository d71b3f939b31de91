#include "consensus/runtime/links.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "consensus/runtime/validator_impl.h"
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
  for (const net::Peer& observer : options.observers) links.emplace_back(observer_link(observer));
  links.resize(kFirstObserver + kObserversMax);
  return links;
}

net::Peer observer_link(net::Peer observer) {
  observer.dialler = observer.endpoint.port == 0 ? net::Dialler::peer : net::Dialler::lower_key;
  return observer;
}

void Validator::Impl::relink(const ValidatorOptions& options) {
  const auto links = links_of(options);
  for (std::size_t i = 0; i < options.peers.size(); ++i) transport_.set_peer(i, links[i]);
  std::vector<net::Peer> wanted = options.observers;
  for (std::size_t place = 0; place < observer_keys_.size(); ++place) {
    const auto at = std::ranges::find(wanted, observer_keys_[place], &net::Peer::network_key);
    transport_.set_peer(kFirstObserver + place,
                        at == wanted.end() ? std::nullopt : std::optional(observer_link(*at)));
    if (at != wanted.end()) wanted.erase(at);
  }
  for (const net::Peer& observer : wanted) {
    if (observer_keys_.size() == kObserversMax) {
      spdlog::warn("no place for the observer {} before the next start", observer.name);
      break;
    }
    transport_.set_peer(kFirstObserver + observer_keys_.size(), observer_link(observer));
    observer_keys_.emplace_back(observer.network_key);
  }
  observer_places_ = observer_keys_.size();
}

}  // namespace pennypost::runtime
