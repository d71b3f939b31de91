#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "tests/fuzz/ledger_case.h"
#include "tests/ledger/support/proof_scene.h"

namespace pennypost::fuzz {
namespace {

namespace files = std::filesystem;

const files::path kCorpus =
    files::path(PENNYPOST_SOURCE_DIR) / "tests" / "fuzz" / "corpus" / "ledger_fuzz";

Bytes case_of(LedgerKind kind, const Bytes& bytes) {
  Bytes out{static_cast<std::uint8_t>(kind)};
  out.insert(out.end(), bytes.begin(), bytes.end());
  return out;
}

/// What the fuzzer starts from: one of each.
std::map<std::string, Bytes> seeds() {
  std::map<std::string, Bytes> out;
  const test::ReceiptScene transfer(1);
  out["receipt"] = case_of(LedgerKind::receipt_file, codec::encode(transfer.file));
  const test::ProofScene scene;
  const Receipt& batch = scene.receipts().at(Version(6));
  out["receipt_leg"] =
      case_of(LedgerKind::receipt_file,
              codec::encode(scene.receipt_file(Version(6), codec::shown_of_event(batch, 8))));
  const auto balance = [&](const std::string& name, const proof::BalanceProof& proof) {
    out["balance_" + name] = case_of(LedgerKind::balance_proof, proof::encode(proof));
  };
  balance("between", scene.prove("bob", Version(3)));
  balance("first", scene.prove("governance", Version(3)));
  balance("absent", scene.prove("erin", Version(3)));
  balance("many", scene.prove("carol", scene.newest()));
  const TimestampUs time = test::kGenesisTime + 3 * test::kSecondUs / 2;
  balance("time", scene.prove("bob", scene.version_at(time), time));
  out["supply"] = case_of(LedgerKind::supply_proof, proof::encode(scene.supply()));
  const crypto::KeyPair key(*crypto::Seed::from(test::id_of("key").view()));
  wire::TransactionDraft draft{.chain_id = kLedgerChain,
                               .sender = test::address_of("alice"),
                               .threshold = 1,
                               .public_keys = {key.public_key()},
                               .replay = SequenceNumber(1),
                               .expiry = test::kGenesisTime,
                               .memo_hash = test::id_of("memo"),
                               .metadata = {1, 2, 3},
                               .operation = TransferBatch{{test::pay("bob", test::kUsd, 1),
                                                           test::pay("carol", test::kEur, 2)}}};
  out["transaction"] = case_of(LedgerKind::submission, wire::sign_transaction(draft, key));
  wire::EnvelopeDraft envelope{.chain_id = kLedgerChain,
                               .delegate = codec::delegate_id(test::address_of("chat"), 0),
                               .threshold = 1,
                               .public_keys = {key.public_key()},
                               .items = {}};
  for (const char* name : {"alice", "bob"}) {
    envelope.items.push_back({.sender = test::address_of(name),
                              .replay = test::id_of<Nonce>(name),
                              .expiry = test::kGenesisTime,
                              .operation = test::pay("carol", test::kUsd, 1)});
  }
  out["envelope"] = case_of(LedgerKind::submission, wire::sign_envelope(envelope, key));
  return out;
}

Bytes read_file(const files::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(LedgerCorpus, HoldsOneOfEach) {
  for (const auto& [name, bytes] : seeds()) {
    if (std::getenv("PENNYPOST_GOLDEN_REWRITE") != nullptr) {
      files::create_directories(kCorpus);
      std::ofstream(kCorpus / name, std::ios::binary) << text_of(bytes);
    }
    EXPECT_EQ(to_hex(read_file(kCorpus / name)), to_hex(bytes)) << name;
  }
}

TEST(LedgerCorpus, EveryCaseHoldsWholeCutAndChanged) {
  std::size_t cases = 0;
  for (const auto& entry : files::directory_iterator(kCorpus)) {
    const Bytes whole = read_file(entry.path());
    ++cases;
    run_ledger_case(whole);
    const std::size_t step = 1 + whole.size() / 200;  // about two hundred places of each
    for (std::size_t at = 1; at < whole.size(); at += step) {
      run_ledger_case(ByteView(whole).first(at));
      for (const unsigned change : {0x01U, 0x80U, 0xffU}) {
        Bytes changed = whole;
        changed[at] = static_cast<std::uint8_t>(changed[at] ^ change);
        run_ledger_case(changed);
      }
    }
  }
  EXPECT_GE(cases, seeds().size());
}

}  // namespace
}  // namespace pennypost::fuzz
