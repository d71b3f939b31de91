#include "consensus/types/messages.h"

#include "ledger/codec/canonical.h"

namespace pennypost::consensus {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

}  // namespace

std::string_view name_of(const Message& message) {
  using std::string_view;
  return std::visit(Overloaded{[](const Proposal&) { return string_view("proposal"); },
                               [](const Vote&) { return string_view("vote"); },
                               [](const OrderVote&) { return string_view("order_vote"); },
                               [](const Timeout&) { return string_view("timeout"); },
                               [](const SyncInfo&) { return string_view("sync_info"); },
                               [](const BatchMessage&) { return string_view("batch"); },
                               [](const BatchAck&) { return string_view("batch_ack"); },
                               [](const BatchRequest&) { return string_view("batch_request"); },
                               [](const BlockRequest&) { return string_view("block_request"); },
                               [](const BlockResponse&) { return string_view("block_response"); },
                               [](const Ping&) { return string_view("ping"); },
                               [](const EpochChange&) { return string_view("epoch_change"); }},
                    message);
}

Bytes proposal_signing_bytes(ChainId chain, const Block& block) {
  codec::Writer out;
  out.raw(view_of("pennypost/proposal/1")).u32(chain.value()).number(block.epoch);
  out.number(block.round).fixed(block.id);
  return out.take();
}

Bytes vote_signing_bytes(const LedgerInfo& info, Round parent_round) {
  codec::Writer out;
  out.raw(view_of("pennypost/vote/1")).raw(codec::encode(info)).number(parent_round);
  return out.take();
}

Bytes timeout_signing_bytes(ChainId chain, Epoch epoch, Round round, Round qc_round) {
  codec::Writer out;
  out.raw(view_of("pennypost/timeout/1")).u32(chain.value()).number(epoch).number(round);
  out.number(qc_round);
  return out.take();
}

}  // namespace pennypost::consensus
