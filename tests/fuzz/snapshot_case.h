#pragma once

#include <algorithm>

#include "consensus/wire/snapshot_wire.h"
#include "ledger/base/check.h"
#include "tests/fuzz/consensus_wire_case.h"

// What a peer may send to a node that joins by a snapshot: refused, or exactly what is written for
// what was read, and nothing of it believed that does not prove itself.
namespace pennypost::fuzz {

enum class SnapshotKind : std::uint8_t { part, response, request };
inline constexpr std::size_t kSnapshotKinds = 3;

inline void run_part(ByteView bytes) {
  const auto entries = state::read_entries(bytes);
  if (!entries) return;
  Bytes again;
  for (const auto& [key, entry] : *entries) {
    state::append_entry(again, key, state::encode_entry(entry));
  }
  CHECK(std::ranges::equal(again, bytes));
  const auto leaves = state::leaves_of(*entries);
  if (!leaves) return;
  // A part that says what these are is theirs; one that says more is not.
  const state::Part part = state::part_root(*leaves, 0);
  CHECK(sync::read_part(part, 0, bytes).has_value());
  state::Part other = part;
  other.root.bytes[31] ^= 1;
  CHECK(!sync::read_part(other, 0, bytes));
}

inline void run_history(const wire::HistoryResponse& history) {
  if (history.blocks.empty()) return;
  LedgerInfo anchor;
  anchor.chain_id = kChain;
  anchor.epoch = history.blocks.back().block.epoch;
  anchor.block_id = history.blocks.back().block.id;
  sync::HistoryCheck check(kChain, anchor, {.subtrees = {}, .tail = {Hash{}}});
  for (const sync::HistoryBlock& block : history.blocks) {
    if (!check.add(block)) return;
  }
  CHECK(!check.finish());  // the anchor's roots are zero: nothing leads to them
}

inline void run_response(ByteView bytes) {
  const auto response = wire::decode_snapshot_response(
      bytes, [](ByteView inner) { return wire::read_batch(inner, kChain, accept); });
  if (!response) return;
  CHECK(wire::is_snapshot_message(bytes));
  if (!std::holds_alternative<wire::NoSnapshot>(*response)) {
    CHECK(std::ranges::equal(wire::encode(*response), bytes));
  }
  if (const auto* manifest = std::get_if<sync::Manifest>(&*response)) {
    (void)sync::verify_manifest(context(), *manifest, accept);
  } else if (const auto* part = std::get_if<wire::PartResponse>(&*response)) {
    (void)sync::read_part({}, 3, part->entries);
  } else if (const auto* start = std::get_if<sync::HistoryStart>(&*response)) {
    CHECK(start->accumulator().size() == start->size());
  } else if (const auto* history = std::get_if<wire::HistoryResponse>(&*response)) {
    run_history(*history);
  }
}

inline void run_snapshot_case(ByteView input) {
  if (input.empty()) return;
  const ByteView bytes = input.subspan(1);
  switch (static_cast<SnapshotKind>(input[0] % kSnapshotKinds)) {
    case SnapshotKind::part:
      return run_part(bytes);
    case SnapshotKind::response:
      return run_response(bytes);
    case SnapshotKind::request: {
      const auto request = wire::decode_snapshot_request(bytes);
      if (!request || std::holds_alternative<wire::ManifestRequest>(*request)) return;
      CHECK(std::ranges::equal(wire::encode(*request), bytes));
      return;
    }
  }
}

}  // namespace pennypost::fuzz
