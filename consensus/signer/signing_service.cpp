#include "consensus/signer/signing_service.h"

#include "ledger/codec/canonical.h"

namespace pennypost::signer {

using consensus::SafetyData;

namespace {

/// Where it is not the chain's first: how the epoch of the record began.
constexpr std::string_view kEpochKey = "epoch";

SafetyData fresh(const consensus::EpochContext& epoch) {
  SafetyData data;
  data.epoch = epoch.epoch;
  data.high_qc = consensus::genesis_certificate(epoch.genesis);
  return data;
}

Result<consensus::EpochContext> read_epoch(const store::Database& database) {
  const auto corrupt = fail("corrupt_store", "How the record's epoch began is not on this disk.");
  PP_TRY(const auto bytes, database.get(store::Column::safety, view_of(kEpochKey)));
  if (!bytes) return corrupt;
  codec::Reader in(*bytes);
  const auto ending = codec::decode_ledger_info(in.raw(in.u32()));
  const auto validators = codec::decode_validator_set(in.raw(in.left()));
  if (!in.done() || !ending || !validators) return corrupt;
  return consensus::epoch_after(*ending, *validators);
}

}  // namespace

Result<void> SigningService::init(const SigningOptions& options, store::Database& database) {
  store::SafetyStore safety(database);
  PP_TRY(const auto record, safety.load());
  if (record) {
    return fail("already_signing",
                "This signer has a record of what it signed already; it stays as it is.");
  }
  store::WriteBatch batch(database);
  safety.put(batch, fresh(options.epoch));
  database.write(std::move(batch), true);
  return {};
}

Result<std::unique_ptr<SigningService>> SigningService::open(SigningOptions options,
                                                             store::Database& database) {
  PP_TRY(auto record, store::SafetyStore(database).load());
  if (!record) {
    return fail("no_record",
                "This signer has no record of what its key has signed. If the key has never signed "
                "anything, begin one with --init. If it has, put the signer's folder back as it "
                "was, or have governance replace the key: without the record it could sign twice.");
  }
  if (record->epoch != options.epoch.epoch) {
    PP_TRY(options.epoch, read_epoch(database));
    if (record->epoch != options.epoch.epoch) {
      return fail("corrupt_store", "The record is of another epoch than what it stands beside.");
    }
  }
  return std::unique_ptr<SigningService>(
      new SigningService(std::move(options), database, std::move(*record)));
}

SigningService::SigningService(SigningOptions options, store::Database& database, SafetyData data)
    : options_(std::move(options)), database_(database), store_(database) {
  begin(std::move(data));
}

std::optional<consensus::ValidatorIndex> SigningService::own_index() const {
  const auto own = options_.epoch.validators.index_of(options_.public_key);
  if (!own) return std::nullopt;
  return static_cast<consensus::ValidatorIndex>(*own);
}

void SigningService::begin(SafetyData data) {
  rules_.emplace(options_.epoch.chain_id, own_index(), std::move(data), *options_.key);
}

Result<void> SigningService::enter(const consensus::EpochEnd& end) {
  PP_CHECKED(consensus::verify_epoch_end(options_.epoch, end, crypto::verify));
  const auto next = consensus::epoch_after(end.ending, end.next);
  const Bytes ending = codec::encode(end.ending);
  store::WriteBatch batch(database_);
  batch.put(store::Column::safety, view_of(kEpochKey),
            codec::Writer()
                .u32(static_cast<std::uint32_t>(ending.size()))
                .raw(ending)
                .raw(codec::encode(end.next))
                .view());
  store_.put(batch, fresh(next));
  database_.write(std::move(batch), true);
  options_.epoch = next;
  begin(fresh(next));
  return {};
}

Result<Signature> SigningService::sign(const consensus::SigningRequest& request) {
  const auto signature = std::visit([this](const auto& asked) { return decide(asked); }, request);
  if (rules_->take_changed()) {
    store::WriteBatch batch(database_);
    store_.put(batch, rules_->data());
    database_.write(std::move(batch), true);
  }
  return signature;
}

Result<void> SigningService::check(const consensus::QuorumCertificate& qc,
                                   const std::optional<consensus::TimeoutCertificate>& tc) const {
  PP_CHECKED(consensus::verify_certificate(options_.epoch, qc, crypto::verify));
  if (!tc) return {};
  return consensus::verify_certificate(options_.epoch, *tc, crypto::verify);
}

Result<void> SigningService::check(const consensus::Block& block,
                                   const std::optional<consensus::TimeoutCertificate>& tc) const {
  if (block.id != consensus::block_id(options_.epoch.chain_id, block)) {
    return fail("malformed", "The block's id is not its hash.");
  }
  return check(block.parent_qc, tc);
}

Result<Signature> SigningService::decide(const consensus::SignProposal& request) {
  const auto& last = rules_->data().last_proposal;
  if (last && last->block == request.block) return last->signature;
  if (request.block.author != own_index()) {
    return fail("malformed", "The block's author is another validator.");
  }
  PP_CHECKED(check(request.block, request.tc));
  PP_TRY(const auto proposal, rules_->propose(request.block, request.tc));
  return proposal.signature;
}

Result<Signature> SigningService::decide(const consensus::SignVote& request) {
  const auto& last = rules_->data().last_vote;
  if (last && last->ledger_info == request.executed &&
      last->parent_round == request.block.parent_qc.round()) {
    return last->signature;
  }
  PP_CHECKED(check(request.block, request.tc));
  PP_TRY(const auto vote, rules_->vote(request.block, request.tc, request.executed));
  return vote.signature;
}

Result<Signature> SigningService::decide(const consensus::SignOrderVote& request) {
  PP_CHECKED(check(request.qc, std::nullopt));
  PP_TRY(const auto vote, rules_->order_vote(request.qc));
  return vote.signature;
}

/// S5: the timeout carries our own highest QC, which the validator must know too.
Result<Signature> SigningService::decide(const consensus::SignTimeout& request) {
  if (request.epoch != rules_->data().epoch) return fail("wrong_epoch", "Not of this epoch.");
  PP_CHECKED(check(request.high_qc, request.tc));
  rules_->observe(request.high_qc);
  if (request.tc) rules_->observe(*request.tc);
  if (rules_->data().high_qc.round() != request.high_qc.round()) {
    return fail("not_highest_qc", "A higher QC is known.");
  }
  PP_TRY(const auto timeout, rules_->timeout(request.round));
  if (timeout.high_qc.round() != request.high_qc.round()) {
    return fail("round_used", "Another timeout of this round was signed.");
  }
  return timeout.signature;
}

}  // namespace pennypost::signer
