#include "consensus/wire/snapshot_wire.h"

#include "consensus/wire/certificates.h"
#include "ledger/wire/ledger_wire.h"

namespace pennypost::wire {
namespace {

constexpr std::size_t kPartBytes = Hash::kSize + 1;

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

std::string text(ByteView bytes) {
  return std::string(text_of(bytes));
}

std::unexpected<Error> malformed() {
  return fail("malformed", "This is not a well-formed message about snapshots.");
}

Bytes serialize(const google::protobuf::MessageLite& message) {
  Bytes out(message.ByteSizeLong());
  CHECK(message.SerializeToArray(out.data(), static_cast<int>(out.size())));
  return out;
}

Bytes hashes(const std::vector<Hash>& list) {
  codec::Writer out(list.size() * Hash::kSize);
  for (const Hash& hash : list) out.fixed(hash);
  return out.take();
}

Result<std::vector<Hash>> read_hashes(const std::string& bytes) {
  if (bytes.size() % Hash::kSize != 0) return malformed();
  std::vector<Hash> out;
  for (codec::Reader in(view_of(bytes)); in.left() > 0;) out.push_back(in.fixed<Hash>());
  return out;
}

void fill(proto::SnapshotManifest& out, const sync::Manifest& manifest) {
  out.set_certificate(text(codec::encode(manifest.certificate)));
  out.set_depth(manifest.depth);
  codec::Writer parts(manifest.parts.size() * kPartBytes);
  for (const state::Part& part : manifest.parts) {
    parts.fixed(part.root).u8(static_cast<std::uint8_t>(part.size));
  }
  out.set_parts(text(parts.view()));
  out.set_first_block(manifest.first_block.value());
}

Result<SnapshotResponse> read_manifest(const proto::SnapshotManifest& in) {
  sync::Manifest out;
  PP_TRY(out.certificate, codec::decode_ordered_certificate(view_of(in.certificate())));
  out.depth = in.depth();
  if (in.parts().size() % kPartBytes != 0) return malformed();
  for (codec::Reader parts(view_of(in.parts())); parts.left() > 0;) {
    const Hash root = parts.fixed<Hash>();
    const std::uint8_t size = parts.u8();
    if (size > static_cast<std::uint8_t>(state::PartSize::many)) return malformed();
    out.parts.push_back({root, static_cast<state::PartSize>(size)});
  }
  out.first_block = Height(in.first_block());
  return out;
}

void fill(proto::SnapshotBlock& out, const sync::HistoryBlock& block) {
  wire::write(*out.mutable_block(), block.block);
  out.set_state_root(text(block.state_root.view()));
  for (const execution::KeptTransaction& kept : block.kept) {
    proto::SnapshotKept& entry = *out.add_kept();
    entry.set_batch(kept.batch);
    entry.set_index(kept.index);
    entry.set_receipt(text(codec::encode(kept.receipt)));
  }
  for (const auto& batch : block.batches) out.add_batches(text(batch->bytes));
}

Result<sync::HistoryBlock> read_block(const proto::SnapshotBlock& in,
                                      const BatchReader& read_batch) {
  sync::HistoryBlock out;
  PP_TRY(out.block, read(in.block()));
  const auto root = Hash::from(view_of(in.state_root()));
  if (!root) return malformed();
  out.state_root = *root;
  for (const proto::SnapshotKept& entry : in.kept()) {
    PP_TRY(auto receipt, codec::decode_receipt(view_of(entry.receipt())));
    out.kept.push_back({entry.batch(), entry.index(), std::move(receipt)});
  }
  for (const std::string& bytes : in.batches()) {
    PP_TRY(auto batch, read_batch(view_of(bytes)));
    out.batches.push_back(std::move(batch));
  }
  return out;
}

Result<SnapshotResponse> read_history(const proto::SnapshotBlocks& in,
                                      const BatchReader& read_batch) {
  HistoryResponse out;
  for (const proto::SnapshotBlock& entry : in.blocks()) {
    PP_TRY(auto block, read_block(entry, read_batch));
    out.blocks.push_back(std::move(block));
  }
  return out;
}

Result<SnapshotResponse> read_start(const proto::SnapshotStart& in) {
  sync::HistoryStart out;
  PP_TRY(out.subtrees, read_hashes(in.subtrees()));
  PP_TRY(out.tail, read_hashes(in.tail()));
  if (out.tail.size() >= sync::kSubtreeLeaves) return malformed();
  return out;
}

Result<SnapshotResponse> read_epochs(const proto::SnapshotEpochs& in) {
  if (static_cast<std::size_t>(in.ends().size()) > kEpochEndsMax) return malformed();
  EpochsResponse out;
  for (const proto::EpochEnd& entry : in.ends()) {
    PP_TRY(auto end, read(entry));
    out.ends.push_back(std::move(end));
  }
  return out;
}

}  // namespace

bool is_snapshot_message(ByteView frame) {
  // The tags of the two fields of LinkMessage, of length-delimited values.
  const auto tag = [](int field) { return static_cast<std::uint8_t>(field << 3 | 2); };
  return !frame.empty() && (frame[0] == tag(proto::LinkMessage::kSnapshotRequestFieldNumber) ||
                            frame[0] == tag(proto::LinkMessage::kSnapshotResponseFieldNumber));
}

Bytes encode(const SnapshotRequest& request) {
  proto::LinkMessage message;
  proto::SnapshotRequest& out = *message.mutable_snapshot_request();
  std::visit(Overloaded{[&](const ManifestRequest&) { out.set_manifest(1); },
                        [&](const PartRequest& in) {
                          proto::SnapshotPartRequest& part = *out.mutable_part();
                          part.set_root(text(in.root.view()));
                          part.set_index(in.index);
                          part.set_depth(in.depth);
                        },
                        [&](const StartRequest& in) { out.set_start(in.first_block.value()); },
                        [&](const HistoryRequest& in) { out.set_blocks(in.from.value()); },
                        [&](const EpochsRequest& in) { out.set_epochs(in.from.value()); }},
             request);
  return serialize(message);
}

Bytes encode(const SnapshotResponse& response) {
  proto::LinkMessage message;
  proto::SnapshotResponse& out = *message.mutable_snapshot_response();
  std::visit(Overloaded{[&](const sync::Manifest& in) { fill(*out.mutable_manifest(), in); },
                        [&](const PartResponse& in) {
                          out.mutable_part()->set_index(in.index);
                          out.mutable_part()->set_entries(text(in.entries));
                        },
                        [&](const sync::HistoryStart& in) {
                          out.mutable_start()->set_subtrees(text(hashes(in.subtrees)));
                          out.mutable_start()->set_tail(text(hashes(in.tail)));
                        },
                        [&](const HistoryResponse& in) {
                          proto::SnapshotBlocks& blocks = *out.mutable_blocks();
                          for (const auto& block : in.blocks) fill(*blocks.add_blocks(), block);
                        },
                        [&](const EpochsResponse& in) {
                          proto::SnapshotEpochs& epochs = *out.mutable_epochs();
                          for (const auto& end : in.ends) wire::write(*epochs.add_ends(), end);
                        },
                        [&](const NoSnapshot&) { out.set_nothing(1); }},
             response);
  return serialize(message);
}

Result<SnapshotRequest> decode_snapshot_request(ByteView frame) {
  proto::LinkMessage message;
  if (!parse_strict(frame, message) || !message.has_snapshot_request()) return malformed();
  const proto::SnapshotRequest& in = message.snapshot_request();
  switch (in.request_case()) {
    case proto::SnapshotRequest::kManifest:
      return ManifestRequest{};
    case proto::SnapshotRequest::kPart: {
      const auto root = Hash::from(view_of(in.part().root()));
      if (!root || in.part().depth() > state::kPartDepthMax) return malformed();
      return PartRequest{*root, in.part().index(), in.part().depth()};
    }
    case proto::SnapshotRequest::kStart:
      return StartRequest{Height(in.start())};
    case proto::SnapshotRequest::kBlocks:
      return HistoryRequest{Height(in.blocks())};
    case proto::SnapshotRequest::kEpochs:
      return EpochsRequest{Epoch(in.epochs())};
    case proto::SnapshotRequest::REQUEST_NOT_SET:
      return malformed();
  }
  return malformed();
}

Result<SnapshotResponse> decode_snapshot_response(ByteView frame, const BatchReader& read_batch) {
  proto::LinkMessage message;
  if (!parse_strict(frame, message) || !message.has_snapshot_response()) return malformed();
  const proto::SnapshotResponse& in = message.snapshot_response();
  switch (in.response_case()) {
    case proto::SnapshotResponse::kManifest:
      return read_manifest(in.manifest());
    case proto::SnapshotResponse::kPart:
      return PartResponse{in.part().index(), bytes_of(view_of(in.part().entries()))};
    case proto::SnapshotResponse::kStart:
      return read_start(in.start());
    case proto::SnapshotResponse::kBlocks:
      return read_history(in.blocks(), read_batch);
    case proto::SnapshotResponse::kNothing:
      return NoSnapshot{};
    case proto::SnapshotResponse::kEpochs:
      return read_epochs(in.epochs());
    case proto::SnapshotResponse::RESPONSE_NOT_SET:
      return malformed();
  }
  return malformed();
}

}  // namespace pennypost::wire
