#include "consensus/runtime/observers.h"

#include <spdlog/spdlog.h>

#include "consensus/wire/consensus_wire.h"

namespace pennypost::runtime {
namespace {

Result<std::shared_ptr<const consensus::Batch>> refuse_batches(ByteView) {
  return fail("malformed", "Observers send no batches.");
}

}  // namespace

/// The QC of the epoch's genesis block stands in for one that an observer has no use for: what is
/// final is proven by order votes alone.
consensus::Message Observers::announcement(const OrderedCertificate& certificate) const {
  return consensus::SyncInfo{.high_qc = consensus::genesis_certificate(epoch_.genesis),
                             .high_ordered = certificate,
                             .high_tc = std::nullopt};
}

void Observers::on_connected(std::size_t observer) const {
  const auto certificate = ledger_.latest_certificate();
  if (certificate) send_(observer, announcement(*certificate), net::Priority::kUrgent);
}

void Observers::receive(std::size_t observer, ByteView payload) const {
  const auto message = wire::decode_message(payload, refuse_batches);
  if (!message) {
    spdlog::debug("refused a message of observer {}: {}", observer, message.error().message);
    return;
  }
  if (const auto* ping = std::get_if<consensus::Ping>(&*message)) answer(observer, *ping);
  if (const auto* request = std::get_if<consensus::BlockRequest>(&*message)) {
    answer(observer, *request);
  }
}

void Observers::answer(std::size_t observer, const consensus::Ping& ping) const {
  const LedgerInfo newest = ledger_.latest_ledger_info();
  send_(observer,
        consensus::Ping{
            .epoch = epoch_.epoch, .high_qc_round = newest.round, .final_version = newest.version},
        net::Priority::kUrgent);
  if (ping.final_version < newest.version) on_connected(observer);
}

void Observers::answer(std::size_t observer, const consensus::BlockRequest& request) const {
  auto response =
      blocks_.respond(consensus::ServeBlocks{.to = 0, .request = request, .suffix = {}});
  if (!response) {
    spdlog::error("cannot serve blocks: {}", response.error().message);
    return;
  }
  send_(observer, std::move(*response), net::Priority::kBulk);
}

}  // namespace pennypost::runtime
