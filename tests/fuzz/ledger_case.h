#pragma once

#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/proof/balance_proof.h"
#include "ledger/proof/supply_proof.h"
#include "ledger/wire/ledger_wire.h"

// What holds of any bytes that a client, a node or a file may give the ledger and its verifiers:
// they are refused, or they are exactly what is written for what was read. Run by the fuzzer, and
// over its corpus by a test.
namespace pennypost::fuzz {

/// The first byte of a case says what the rest claims to be.
enum class LedgerKind : std::uint8_t { receipt_file, balance_proof, supply_proof, submission };
inline constexpr std::size_t kLedgerKinds = 4;
inline constexpr ChainId kLedgerChain{7};

inline bool accept_all(const PublicKey&, ByteView, const Signature&) {
  return true;
}

/// A waypoint that the proof itself begins at, so that what stands behind it is judged too.
inline Waypoint waypoint_of(const std::vector<codec::ReceiptStep>& steps) {
  if (steps.empty()) return {};
  return {steps[0].ledger_info.version, codec::hash_of(steps[0].ledger_info)};
}

inline void run_ledger_case(ByteView input) {
  if (input.empty()) return;
  const auto kind = static_cast<LedgerKind>(input[0] % kLedgerKinds);
  const ByteView bytes = input.subspan(1);
  switch (kind) {
    case LedgerKind::receipt_file: {
      auto file = codec::decode_receipt_file(bytes);
      if (!file) return;
      CHECK(std::ranges::equal(codec::encode(*file), bytes));
      (void)codec::verify_receipt_file(*file, waypoint_of(file->epochs), accept_all);
      codec::fit(*file);
      return;
    }
    case LedgerKind::balance_proof: {
      const auto proof = proof::decode_balance_proof(bytes);
      if (!proof) return;
      CHECK(std::ranges::equal(proof::encode(*proof), bytes));
      (void)proof::verify_balance_proof(*proof, waypoint_of(proof->epochs), accept_all);
      return;
    }
    case LedgerKind::supply_proof: {
      const auto proof = proof::decode_supply_proof(bytes);
      if (!proof) return;
      CHECK(std::ranges::equal(proof::encode(*proof), bytes));
      (void)proof::verify_supply_proof(*proof, waypoint_of(proof->epochs), accept_all);
      return;
    }
    case LedgerKind::submission: {
      const auto checked = wire::check_submission(bytes, kLedgerChain, accept_all);
      if (!checked) return;
      CHECK(!checked->empty());
      const auto size = wire::submission_size(bytes);
      CHECK(size && *size == checked->size());
      CHECK(wire::signed_bytes(bytes).has_value());
      return;
    }
  }
}

}  // namespace pennypost::fuzz
