#include "consensus/runtime/membership.h"

#include <algorithm>
#include <map>

#include "consensus/runtime/observers.h"

namespace pennypost::runtime {
namespace {

class NoSigner final : public consensus::Signer {
 public:
  Result<Signature> sign_request(const consensus::SigningRequest&, ByteView) const override {
    return fail("not_signing", "An observer does not sign.");
  }
};

bool names(const ValidatorSet& set, const PublicKey& network_key) {
  return std::ranges::any_of(set.validators, [&](const pennypost::Validator& validator) {
    return validator.network_key == network_key;
  });
}

}  // namespace

std::shared_ptr<const consensus::Signer> no_signer() {
  return std::make_shared<const NoSigner>();
}

ValidatorOptions options_in(const ValidatorOptions& started, const consensus::EpochContext& epoch,
                            const ValidatorSet& before) {
  std::map<PublicKey, net::Peer> known;
  for (const net::Peer& observer : started.observers) known.emplace(observer.network_key, observer);
  for (const auto& peer : started.peers) {
    if (peer) known.insert_or_assign(peer->network_key, *peer);
  }
  std::map<std::string, net::Endpoint> by_name;
  for (const KnownAddress& each : started.addresses) {
    if (each.network_key) {
      known.insert_or_assign(*each.network_key,
                             net::Peer{*each.network_key, each.name, each.endpoint});
    } else {
      by_name.insert_or_assign(each.name, each.endpoint);
    }
  }
  ValidatorOptions out = started;
  out.epoch = epoch;
  out.own_index.reset();
  if (started.consensus_key) {
    const auto own = epoch.validators.index_of(*started.consensus_key);
    if (own) out.own_index = static_cast<consensus::ValidatorIndex>(*own);
  }
  if (!out.own_index) out.signer = no_signer();
  out.peers.clear();
  for (const pennypost::Validator& validator : epoch.validators.validators) {
    const auto at = known.find(validator.network_key);
    net::Peer peer{validator.network_key, validator.name, {}};
    const auto named = by_name.find(validator.name);
    if (at != known.end() && at->second.endpoint.port != 0) {
      peer.endpoint = at->second.endpoint;
    } else if (named != by_name.end()) {
      peer.endpoint = named->second;
    }
    out.peers.emplace_back(std::move(peer));
  }
  out.observers.clear();
  const auto add = [&](const net::Peer& peer) {
    if (out.observers.size() < kObserversMax && !names(epoch.validators, peer.network_key)) {
      out.observers.push_back(peer);
    }
  };
  for (const net::Peer& observer : started.observers) add(observer);
  for (const pennypost::Validator& removed : before.validators) {
    const bool listed = std::ranges::any_of(started.observers, [&](const net::Peer& observer) {
      return observer.network_key == removed.network_key;
    });
    if (listed) continue;
    const auto at = known.find(removed.network_key);
    add({removed.network_key, removed.name,
         at == known.end() ? net::Endpoint{} : at->second.endpoint});
  }
  // One that left serves those who only know its epoch.
  if (!started.consensus_key) out.observers.clear();
  return out;
}

Result<consensus::EpochContext> current_epoch(const consensus::EpochContext& first,
                                              const execution::ExecutedBlock& final_block,
                                              const store::LedgerStore& store) {
  const LedgerInfo& info = final_block.ledger_info;
  if (info.height == Height(0)) return first;
  if (final_block.next_validators) {
    return consensus::epoch_after(info, *final_block.next_validators);
  }
  if (info.epoch == first.epoch) return first;
  PP_TRY(const auto end, epoch_end(*info.epoch.minus(1), store));
  return consensus::epoch_after(end.ending, end.next);
}

Result<consensus::EpochEnd> epoch_end(Epoch epoch, const store::LedgerStore& store) {
  PP_TRY(const auto step, store.epoch_step(epoch.next()));
  consensus::EpochEnd out{.certificate = {step.ledger_info, step.signatures},
                          .ending = step.ledger_info,
                          .next = step.next_validators};
  // The step may be proven by a block of the suffix, which has another height. Where E is not kept
  // (pruned, or behind a snapshot) it is so long past that nothing stands on its genesis any more.
  if (const auto block = store.block_of(step.ledger_info.version)) out.ending = block->ledger_info;
  return out;
}

}  // namespace pennypost::runtime
