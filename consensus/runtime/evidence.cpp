#include "consensus/runtime/evidence.h"

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"

namespace pennypost::runtime {
namespace {

/// One of the two messages: which kind, in which round, and all that the signature covers.
struct Signed {
  SignedMessage message;
  Round round;
  Bytes bytes;
  Signature signature;
};

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

std::optional<Signed> signed_in(const consensus::EpochContext& epoch,
                                const consensus::Message& message) {
  const ChainId chain = epoch.chain_id;
  using Out = std::optional<Signed>;
  return std::visit(
      Overloaded{[&](const consensus::Proposal& in) -> Out {
                   return Signed{SignedMessage::proposal, in.block.round,
                                 consensus::proposal_signing_bytes(chain, in.block), in.signature};
                 },
                 [&](const consensus::Vote& in) -> Out {
                   return Signed{SignedMessage::vote, in.ledger_info.round,
                                 consensus::vote_signing_bytes(in.ledger_info, in.parent_round),
                                 in.signature};
                 },
                 [&](const consensus::OrderVote& in) -> Out {
                   return Signed{SignedMessage::order_vote, in.ledger_info.round,
                                 codec::order_vote_signing_bytes(in.ledger_info), in.signature};
                 },
                 [&](const consensus::Timeout& in) -> Out {
                   return Signed{SignedMessage::timeout, in.round,
                                 consensus::timeout_signing_bytes(chain, in.epoch, in.round,
                                                                  in.high_qc.round()),
                                 in.signature};
                 },
                 [](const auto&) -> Out { return std::nullopt; }},
      message);
}

}  // namespace

std::optional<ReportEquivocation> report_of(const consensus::EpochContext& epoch,
                                            const consensus::Equivocation& evidence) {
  auto first = signed_in(epoch, evidence.first);
  auto second = signed_in(epoch, evidence.second);
  const bool usable = first && second && first->message == second->message &&
                      first->round == second->round && first->bytes != second->bytes &&
                      evidence.validator < epoch.validators.size();
  if (!usable) return std::nullopt;
  const std::size_t start =
      codec::consensus_signing_bytes(first->message, epoch.chain_id, epoch.epoch, first->round, {})
          .size();
  const auto rest = [start](const Signed& each) {
    CHECK(each.bytes.size() > start);
    return Bytes(each.bytes.begin() + static_cast<std::ptrdiff_t>(start), each.bytes.end());
  };
  // L88: so that there is one way to say it.
  if (second->bytes < first->bytes) std::swap(first, second);
  return ReportEquivocation{.key = epoch.validators.validators[evidence.validator].consensus_key,
                            .epoch = epoch.epoch,
                            .round = first->round,
                            .message = first->message,
                            .first = rest(*first),
                            .first_signature = first->signature,
                            .second = rest(*second),
                            .second_signature = second->signature};
}

}  // namespace pennypost::runtime
