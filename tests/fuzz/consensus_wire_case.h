#pragma once

#include <algorithm>

#include "consensus/core/verify.h"
#include "consensus/wire/consensus_wire.h"
#include "consensus/wire/signer_wire.h"
#include "consensus/wire/snapshot_wire.h"
#include "ledger/base/check.h"
#include "ledger/wire/ledger_wire.h"
#include "proto/consensus.pb.h"

// What holds of any bytes that a peer, a signer or a disk may give: they are refused, or they are
// exactly what is written for what was read (D6). Run by the fuzzer, and over its corpus by a test.
namespace pennypost::fuzz {

/// The first byte of a case says what the rest claims to be.
enum class Kind : std::uint8_t {
  link_message,
  batch,
  block,
  safety_record,
  request,
  reply,
  snapshot_request,
  snapshot_response
};
inline constexpr std::size_t kKinds = 8;
inline constexpr ChainId kChain{5};

inline bool accept(const PublicKey&, ByteView, const Signature&) {
  return true;
}

/// Four validators, whose every signature counts as valid: what is left is judged.
inline const consensus::EpochContext& context() {
  static const consensus::EpochContext four = [] {
    consensus::EpochContext out;
    out.chain_id = kChain;
    out.epoch = Epoch(1);
    for (std::uint8_t i = 0; i < 4; ++i) {
      Validator validator{.consensus_key = {}, .network_key = {}, .power = Power(1), .name = "v"};
      validator.consensus_key.bytes.fill(i);
      out.validators.validators.push_back(validator);
    }
    LedgerInfo ending;
    ending.chain_id = kChain;
    out.genesis = consensus::epoch_genesis(ending, out.validators);
    return out;
  }();
  return four;
}

template <class T>
void check_same(const Result<T>& read, ByteView bytes) {
  if (read) CHECK(std::ranges::equal(wire::encode(*read), bytes));
}

inline void check_link_message(ByteView bytes) {
  const auto message = wire::decode_message(
      bytes, [](ByteView inner) { return wire::read_batch(inner, kChain, accept); });
  check_same(message, bytes);
  CHECK(!message || !wire::is_tick_request(bytes));
  proto::LinkMessage strict;
  CHECK(!message || wire::parse_strict(bytes, strict));  // L60, by whatever way it was read
  if (!message) return;
  for (consensus::ValidatorIndex from = 0; from < 5; ++from) {
    const auto verified = consensus::verify_message(context(), from, *message, accept);
    CHECK(verified || !verified.error().code.empty());
  }
}

/// What is read of a snapshot is judged before it is believed.
inline void check_snapshot(const wire::SnapshotResponse& answer) {
  if (const auto* manifest = std::get_if<sync::Manifest>(&answer)) {
    const auto verified = sync::verify_manifest(context(), *manifest, accept);
    CHECK(verified || !verified.error().code.empty());
  } else if (const auto* part = std::get_if<wire::PartResponse>(&answer)) {
    const auto entries = sync::read_part(state::Part{}, 4, part->entries);
    CHECK(entries || !entries.error().code.empty());
  }
}

/// True where the rest was what it claimed to be.
inline bool run_case(ByteView input) {
  if (input.empty()) return false;
  const ByteView bytes = input.subspan(1);
  switch (static_cast<Kind>(input[0] % kKinds)) {
    case Kind::link_message:
      check_link_message(bytes);
      return wire::decode_message(
                 bytes, [](ByteView inner) { return wire::read_batch(inner, kChain, accept); })
          .has_value();
    case Kind::batch: {
      const auto batch = wire::read_batch(bytes, kChain, accept);
      proto::Batch strict;
      CHECK(!batch || wire::parse_strict(bytes, strict));
      if (batch)
        CHECK((*batch)->bytes == bytes_of(bytes) && !wire::submissions_in(**batch).empty());
      return batch.has_value();
    }
    case Kind::block: {
      const auto block = wire::decode_block(bytes);
      check_same(block, bytes);
      return block.has_value();
    }
    case Kind::safety_record: {
      const auto record = wire::decode_safety_data(bytes);
      check_same(record, bytes);
      return record.has_value();
    }
    case Kind::request: {
      const auto request = wire::decode_signer_request(bytes);
      check_same(request, bytes);
      return request.has_value();
    }
    case Kind::reply: {
      const auto reply = wire::decode_signer_reply(bytes);
      check_same(reply, bytes);
      return reply.has_value();
    }
    case Kind::snapshot_request: {
      // Not compared byte by byte: roots say what of a snapshot is true, not its encoding.
      const auto asked = wire::decode_snapshot_request(bytes);
      CHECK(!asked || wire::is_snapshot_message(bytes));
      return asked.has_value();
    }
    case Kind::snapshot_response: {
      const auto answer = wire::decode_snapshot_response(
          bytes, [](ByteView inner) { return wire::read_batch(inner, kChain, accept); });
      CHECK(!answer || wire::is_snapshot_message(bytes));
      if (answer) check_snapshot(*answer);
      return answer.has_value();
    }
  }
  return false;
}

}  // namespace pennypost::fuzz
