#pragma once

#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/proof/balance_proof.h"
#include "ledger/proof/supply_proof.h"
#include "ledger/state/accumulator.h"
#include "ledger/wire/ledger_wire.h"
#include "proto/ledger.pb.h"
#include "tests/fuzz/strictness.h"

// What holds of any bytes that a client, a node or a file may give the ledger and its verifiers:
// they are refused, or they are exactly what is written for what was read. In each case the first
// byte says what the rest claims to be.
namespace pennypost::fuzz {

inline constexpr ChainId kLedgerChain{7};

inline bool accept_all(const PublicKey&, ByteView, const Signature&) {
  return true;
}

/// A waypoint that the proof itself begins at, so that what stands behind it is judged too.
inline Waypoint waypoint_of(const std::vector<codec::ReceiptStep>& steps) {
  if (steps.empty()) return {};
  return {steps[0].ledger_info.version, codec::hash_of(steps[0].ledger_info)};
}

// --- Receipts ------------------------------------------------------------------------------------

enum class ReceiptKind : std::uint8_t { file, receipt };
inline constexpr std::size_t kReceiptKinds = 2;

inline void run_receipt_case(ByteView input) {
  if (input.empty()) return;
  const ByteView bytes = input.subspan(1);
  switch (static_cast<ReceiptKind>(input[0] % kReceiptKinds)) {
    case ReceiptKind::file: {
      auto file = codec::decode_receipt_file(bytes);
      if (!file) return;
      CHECK(std::ranges::equal(codec::encode(*file), bytes));
      (void)codec::verify_receipt_file(*file, waypoint_of(file->epochs), accept_all);
      codec::fit(*file);
      return;
    }
    case ReceiptKind::receipt: {
      const auto receipt = codec::decode_receipt(bytes);
      if (!receipt) return;
      CHECK(std::ranges::equal(codec::encode(*receipt), bytes));
      CHECK(!code_text(receipt->code).sentence.empty());
      CHECK(!codec::hash_of(*receipt).is_zero());
      return;
    }
  }
}

// --- Proofs --------------------------------------------------------------------------------------

enum class ProofKind : std::uint8_t { balance, supply, state, consistency, inclusion };
inline constexpr std::size_t kProofKinds = 5;

/// The leaf of the account and its siblings, in whatever state they claim.
inline void run_state_proof(codec::Reader& in) {
  const Hash root = in.fixed<Hash>();
  const Hash path = in.fixed<Hash>();
  const std::uint8_t shape = in.u8();
  state::StateProof proof;
  std::optional<Hash> value;
  if ((shape & 1) != 0) value = in.fixed<Hash>();
  if ((shape & 2) != 0) {
    const Hash leaf_path = in.fixed<Hash>();
    proof.leaf = {leaf_path, in.fixed<Hash>()};
  }
  while (in.good() && in.left() > 0) proof.siblings.push_back(in.fixed<Hash>());
  if (!in.good() || !state::verify_state_proof(root, path, value, proof)) return;
  // What proves a value proves no absence, and the other way round; nor another root.
  CHECK(proof.siblings.size() <= 256);
  const std::optional<Hash> other = value ? std::nullopt : std::optional(Hash{path.bytes});
  CHECK(!state::verify_state_proof(root, path, other, proof));
  Hash elsewhere = root;
  elsewhere.bytes[0] ^= 1;
  CHECK(!state::verify_state_proof(elsewhere, path, value, proof));
}

inline void run_history_proof(codec::Reader& in, bool consistency) {
  const Hash first_root = in.fixed<Hash>();
  const std::uint64_t first = in.u64();
  const Hash root = in.fixed<Hash>();
  const std::uint64_t size = in.u64();
  std::vector<Hash> path;
  while (in.good() && in.left() > 0) path.push_back(in.fixed<Hash>());
  if (!in.good()) return;
  const auto holds = [&](const std::vector<Hash>& by) {
    return consistency ? state::verify_consistency(first_root, first, root, size, by)
                       : state::verify_inclusion(root, size, first, first_root, by);
  };
  if (!holds(path)) return;
  CHECK(path.size() <= 128 && size > 0);
  path.push_back(root);
  CHECK(!holds(path));
}

inline void run_proof_case(ByteView input) {
  if (input.empty()) return;
  const auto kind = static_cast<ProofKind>(input[0] % kProofKinds);
  const ByteView bytes = input.subspan(1);
  codec::Reader in(bytes);
  switch (kind) {
    case ProofKind::balance: {
      const auto proof = proof::decode_balance_proof(bytes);
      if (!proof) return;
      CHECK(std::ranges::equal(proof::encode(*proof), bytes));
      (void)proof::verify_balance_proof(*proof, waypoint_of(proof->epochs), accept_all);
      return;
    }
    case ProofKind::supply: {
      const auto proof = proof::decode_supply_proof(bytes);
      if (!proof) return;
      CHECK(std::ranges::equal(proof::encode(*proof), bytes));
      (void)proof::verify_supply_proof(*proof, waypoint_of(proof->epochs), accept_all);
      return;
    }
    case ProofKind::state:
      return run_state_proof(in);
    case ProofKind::consistency:
      return run_history_proof(in, true);
    case ProofKind::inclusion:
      return run_history_proof(in, false);
  }
}

// --- What is submitted ---------------------------------------------------------------------------

/// The transactions of whatever was accepted; none where it was refused.
inline std::vector<Transaction> submit(ByteView bytes) {
  check_strictness(bytes);
  auto checked = wire::check_submission(bytes, kLedgerChain, accept_all);
  if (!checked) {
    CHECK(!checked.error().code.empty() && !checked.error().message.empty());
    return {};
  }
  CHECK(!checked->empty() && checked->size() <= kEnvelopeItemsMax);
  const auto size = wire::submission_size(bytes);
  CHECK(size && *size == checked->size());
  CHECK(wire::signed_bytes(bytes).has_value());
  return std::move(*checked);
}

/// As many signatures as the keys ask for: signatures are not what is tried here.
inline std::vector<wire::KeySignature> signatures_for(std::uint32_t threshold) {
  std::vector<wire::KeySignature> out;
  for (std::uint32_t i = 0; i < std::min(threshold, 16U); ++i) {
    out.push_back({static_cast<std::uint8_t>(i), Signature{}});
  }
  return out;
}

template <class M>
std::uint32_t threshold_in(ByteView bytes) {
  M message;
  const bool read = message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  return read ? message.keys().threshold() : 1;
}

enum class EnvelopeKind : std::uint8_t { submission, envelope, item };
inline constexpr std::size_t kEnvelopeKinds = 3;

inline void run_envelope_case(ByteView input) {
  if (input.empty()) return;
  const ByteView bytes = input.subspan(1);
  switch (static_cast<EnvelopeKind>(input[0] % kEnvelopeKinds)) {
    case EnvelopeKind::submission:
      submit(bytes);
      return;
    case EnvelopeKind::envelope:
      submit(wire::encode_signed_envelope(bytes,
                                          signatures_for(threshold_in<proto::Envelope>(bytes))));
      return;
    case EnvelopeKind::item: {
      proto::Envelope envelope;
      envelope.set_chain_id(kLedgerChain.value());
      envelope.set_delegate(std::string(32, 'd'));
      envelope.mutable_keys()->set_threshold(1);
      envelope.mutable_keys()->add_public_keys(std::string(32, 'k'));
      envelope.add_items(std::string(text_of(bytes)));
      const std::string whole = envelope.SerializeAsString();
      submit(wire::encode_signed_envelope(view_of(whole), signatures_for(1)));
      return;
    }
  }
}

}  // namespace pennypost::fuzz
