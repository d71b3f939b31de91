#include "consensus/runtime/snapshot_server.h"

#include <spdlog/spdlog.h>

#include "consensus/net/frame.h"
#include "consensus/runtime/membership.h"
#include "ledger/codec/canonical.h"
#include "ledger/execution/validation.h"

namespace pennypost::runtime {
namespace {

bool accept(const PublicKey&, ByteView, const Signature&) {
  return true;  // checked before it was stored
}

std::unexpected<Error> nothing() {
  return fail("not_found", "There is no snapshot here.");
}

}  // namespace

Bytes SnapshotServer::answer(ByteView frame, std::uint64_t now_us) {
  now_us_ = now_us;
  const auto answered = [&]() -> Result<wire::SnapshotResponse> {
    PP_TRY(const auto request, wire::decode_snapshot_request(frame));
    return std::visit([this](const auto& asked) { return answer(asked); }, request);
  }();
  if (!answered) spdlog::debug("no snapshot for a peer: {}", answered.error().message);
  Bytes out = wire::encode(answered ? *answered : wire::SnapshotResponse(wire::NoSnapshot{}));
  if (out.size() <= net::kFrameBytesMax) return out;
  return wire::encode(wire::SnapshotResponse(wire::NoSnapshot{}));
}

/// Exports the newest checkpoint, where the last one is older, or there is none.
Result<void> SnapshotServer::refresh() {
  if (now_us_ < refresh_at_us_) return {};
  refresh_at_us_ = now_us_ + kExportUsMin;
  manifest_.reset();
  PP_TRY(export_, store::StateExport::make(database_, database_.folder() / "export"));
  PP_TRY(const store::StoredBlock anchor, ledger_.block_of(export_->version()));
  PP_TRY(const auto certificate, blocks_.certificate(anchor.context.height));
  // Of the genesis there is none, and behind the end of an epoch it is another block's.
  const bool usable = certificate && certificate->ledger_info.block_id == anchor.context.id &&
                      !anchor.ledger_info.next_validators_hash;
  if (!usable) return nothing();
  sync::Manifest manifest{.certificate = *certificate,
                          .depth = export_->depth(),
                          .parts = export_->parts(),
                          .first_block = {}};
  PP_TRY(manifest.first_block, first_block(anchor));
  manifest_ = std::move(manifest);
  return {};
}

/// So far back that every nonce that lives at the anchor stands behind it, that consensus finds
/// what it looks back to, and that every leaf of the last incomplete subtree is in it.
Result<Height> SnapshotServer::first_block(const store::StoredBlock& anchor) const {
  const std::uint64_t size = anchor.ledger_info.version.value() + 1;
  const std::uint64_t tail = size / sync::kSubtreeLeaves * sync::kSubtreeLeaves;
  Height height = anchor.context.height;
  while (height > Height(1)) {
    PP_TRY(const store::StoredBlock block, ledger_.block_at(height));
    const bool far_enough = us_between(block.context.timestamp, anchor.context.timestamp) >=
                                execution::kNonceExpiryUsMax &&
                            anchor.context.height.value() - height.value() >= kSnapshotBlocksMin &&
                            block.first_version.value() <= tail;
    if (far_enough) break;
    height = *height.minus(1);
  }
  return height;
}

Result<wire::SnapshotResponse> SnapshotServer::answer(const wire::ManifestRequest&) {
  PP_CHECKED(refresh());
  if (!manifest_) return nothing();
  return *manifest_;
}

Result<wire::SnapshotResponse> SnapshotServer::answer(const wire::PartRequest& request) {
  const bool same = manifest_ && request.depth == manifest_->depth &&
                    request.index < manifest_->parts.size() &&
                    manifest_->parts[request.index].root == request.root;
  if (!same) return nothing();
  PP_TRY(auto entries, export_->part(request.index));
  return wire::PartResponse{request.index, std::move(entries)};
}

Result<wire::SnapshotResponse> SnapshotServer::answer(const wire::StartRequest& request) {
  PP_TRY(const store::StoredBlock block, ledger_.block_at(request.first_block));
  PP_TRY(auto beginning, ledger_.beginning_at(block.first_version));
  return sync::HistoryStart{std::move(beginning.chunks), std::move(beginning.tail)};
}

Result<wire::SnapshotResponse> SnapshotServer::answer(const wire::HistoryRequest& request) {
  wire::HistoryResponse out;
  std::size_t bytes = 0;
  for (Height height = request.from; out.blocks.size() < consensus::kResponseBlocksMax;
       height = height.next()) {
    auto block = read_block(height);
    if (!block && block.error().code == "not_found" && !out.blocks.empty()) break;
    if (!block) return std::unexpected(std::move(block).error());
    for (const auto& batch : block->batches) bytes += batch->bytes.size();
    for (const auto& kept : block->kept) bytes += codec::encode(kept.receipt).size();
    if (bytes > consensus::kResponseBytesMax && !out.blocks.empty()) break;
    out.blocks.push_back(std::move(*block));
  }
  return out;
}

Result<wire::SnapshotResponse> SnapshotServer::answer(const wire::EpochsRequest& request) {
  wire::EpochsResponse out;
  for (Epoch epoch = request.from; out.ends.size() < wire::kEpochEndsMax; epoch = epoch.next()) {
    auto end = epoch_end(epoch, ledger_);
    if (!end) break;
    out.ends.push_back(std::move(*end));
  }
  return out;
}

Result<sync::HistoryBlock> SnapshotServer::read_block(Height height) const {
  sync::HistoryBlock out;
  PP_TRY(out.block, blocks_.final_block(height));
  PP_TRY(const store::StoredBlock stored, ledger_.block_at(height));
  out.state_root = stored.ledger_info.state_root;
  for (Version version = stored.first_version; version < stored.ledger_info.version;
       version = version.next()) {
    PP_TRY(auto transaction, ledger_.transaction_at(version));
    out.kept.push_back({transaction.batch, transaction.index, std::move(transaction.receipt)});
  }
  for (const BatchDigest& digest : stored.batches) {
    PP_TRY(const auto bytes, ledger_.batch(digest));
    if (!bytes) return nothing();
    PP_TRY(auto batch, wire::read_batch(*bytes, chain_, accept));
    out.batches.push_back(std::move(batch));
  }
  return out;
}

}  // namespace pennypost::runtime
