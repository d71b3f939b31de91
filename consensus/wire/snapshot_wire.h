#pragma once

#include <variant>

#include "consensus/sync/snapshot.h"
#include "consensus/wire/consensus_wire.h"

// Protobuf <-> what hosts say to each other about snapshots, one message a frame. Parsed strictly.
namespace pennypost::wire {

struct ManifestRequest {};
struct PartRequest {
  Hash root;
  std::uint32_t index = 0;
  unsigned depth = 0;
};
struct StartRequest {
  Height first_block;
};
struct HistoryRequest {
  Height from;
};
struct EpochsRequest {
  Epoch from;
};
using SnapshotRequest =
    std::variant<ManifestRequest, PartRequest, StartRequest, HistoryRequest, EpochsRequest>;

inline constexpr std::size_t kEpochEndsMax = 100;  // in an answer

struct PartResponse {
  std::uint32_t index = 0;
  Bytes entries;
};
struct HistoryResponse {
  std::vector<sync::HistoryBlock> blocks;  // oldest first; their batches are not checked yet
};
struct EpochsResponse {
  std::vector<consensus::EpochEnd> ends;  // one after the other, from the one asked for on
};
/// What was asked for is not here.
struct NoSnapshot {};
using SnapshotResponse = std::variant<sync::Manifest, PartResponse, sync::HistoryStart,
                                      HistoryResponse, EpochsResponse, NoSnapshot>;

/// Whether a frame holds one of these: everything else is consensus'.
bool is_snapshot_message(ByteView frame);

Bytes encode(const SnapshotRequest& request);
Bytes encode(const SnapshotResponse& response);
/// Errors: `malformed`.
Result<SnapshotRequest> decode_snapshot_request(ByteView frame);
/// Errors: `malformed`, and those of `read_batch`.
Result<SnapshotResponse> decode_snapshot_response(ByteView frame, const BatchReader& read_batch);

}  // namespace pennypost::wire
