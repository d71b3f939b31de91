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

consensus::EpochContext begun_on(const LedgerInfo& ending, const ValidatorSet& validators) {
  const LedgerInfo genesis = consensus::epoch_genesis(ending, validators);
  return {.chain_id = genesis.chain_id,
          .epoch = genesis.epoch,
          .validators = validators,
          .genesis = genesis};
}

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
    if (at != known.end()) peer.endpoint = at->second.endpoint;
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
  if (final_block.next_validators) return begun_on(info, *final_block.next_validators);
  if (info.epoch == first.epoch) return first;
  PP_TRY(const auto step, store.epoch_step(info.epoch));
  // The step may be proven by a block of the suffix, which has another height.
  PP_TRY(const auto ending, store.block_of(step.ledger_info.version));
  return begun_on(ending.ledger_info, step.next_validators);
}

}  // namespace pennypost::runtime
