#include <sstream>

#include "ledger/codec/receipt_bundle.h"
#include "tests/golden/golden.h"
#include "tests/ledger/support/proof_scene.h"

// What the ledger proves, as vectors for verifiers written by others: one JSON object a line. The
// verifier in JavaScript is held against them (tests/web/verify_test.mjs).
namespace pennypost::test {
namespace {

void line(std::ostream& out, const std::string& kind, const std::string& name,
          const Waypoint& waypoint, ByteView bytes, const std::string& expected) {
  out << R"({"kind":")" << kind << R"(","name":")" << name << R"(","waypoint":")" << waypoint.text()
      << R"(","expected":{)" << expected << R"(},"hex":")" << to_hex(bytes) << "\"}\n";
}

std::string balances_text(const Balances& balances) {
  std::string out = "\"balances\":[";
  for (const Balance& each : balances) {
    if (out.back() != '[') out += ',';
    out += "[\"" + std::string(each.currency.view()) + "\",\"" + to_string(each.amount) + "\"]";
  }
  return out + "]";
}

void receipt_line(std::ostream& out, const std::string& name, const Waypoint& waypoint,
                  const codec::ReceiptFile& file) {
  ASSERT_TRUE(codec::verify_receipt_file(file, waypoint, crypto::verify)) << name;
  const auto& events = file.receipt.events.shown;
  std::string expected = "\"version\":" + to_string(file.version) + ",\"transactionId\":\"" +
                         file.receipt.transaction_id.hex() +
                         "\",\"code\":" + std::to_string(static_cast<int>(file.receipt.code)) +
                         ",\"events\":" + std::to_string(file.receipt.events.count);
  if (!events.empty()) expected += ",\"amount\":\"" + to_string(events[0].amount) + "\"";
  line(out, "receipt", name, waypoint, codec::encode(file), expected);
}

/// L57: all receipts of the scene but one, so that neighbours share more of their paths or less.
codec::ReceiptBundle bundle_of(const ProofScene& scene) {
  codec::ReceiptBundle out{scene.steps(), scene.certificate(), {}};
  for (const auto& [version, receipt] : scene.receipts()) {
    if (version == Version(3)) continue;
    const auto file = scene.receipt_file(version, codec::shown_of_event(receipt, 0));
    out.receipts.push_back({version, file.receipt, file.path});
  }
  return out;
}

void bundle_line(std::ostream& out, const std::string& name, const ProofScene& scene,
                 const codec::ReceiptBundle& bundle) {
  ASSERT_TRUE(codec::verify_receipt_bundle(bundle, scene.waypoint(), crypto::verify)) << name;
  std::string expected = "\"receipts\":[";
  for (const codec::BundledReceipt& each : bundle.receipts) {
    if (expected.back() != '[') expected += ',';
    expected += "[" + to_string(each.version) + ",\"" + each.receipt.transaction_id.hex() + "\"," +
                std::to_string(static_cast<int>(each.receipt.code)) + "," +
                std::to_string(each.receipt.events.count) + "]";
  }
  line(out, "bundle", name, scene.waypoint(), codec::encode(bundle), expected + "]");
}

void balance_line(std::ostream& out, const std::string& name, const ProofScene& scene,
                  const proof::BalanceProof& proof) {
  const auto proven = proof::verify_balance_proof(proof, scene.waypoint(), crypto::verify);
  ASSERT_TRUE(proven) << name << ": " << proven.error().message;
  line(out, "balance", name, scene.waypoint(), proof::encode(proof),
       "\"address\":\"" + proof.address.hex() + "\",\"version\":" + to_string(proof.version) +
           ",\"exists\":" + (proven->exists ? "true" : "false") + "," +
           balances_text(proven->balances));
}

// RFC 9162 over the first leaves of a history, with the path that leads from one tree to another.
void consistency_lines(std::ostream& out, const ProofScene& scene) {
  const std::vector<Hash>& leaves = scene.leaves();
  const auto root = [&leaves](std::uint64_t size) {
    return crypto::merkle_root(
        {leaves.begin(), leaves.begin() + static_cast<std::ptrdiff_t>(size)});
  };
  const state::SubtreeHash subtree = [&leaves](unsigned level,
                                               std::uint64_t index) -> Result<Hash> {
    const auto first = leaves.begin() + static_cast<std::ptrdiff_t>(index << level);
    return crypto::merkle_root({first, first + (std::ptrdiff_t{1} << level)});
  };
  for (std::uint64_t size = 1; size <= leaves.size(); ++size) {
    for (std::uint64_t first = 1; first <= size; ++first) {
      const auto path = state::prove_consistency(first, size, subtree);
      ASSERT_TRUE(path);
      ASSERT_TRUE(state::verify_consistency(root(first), first, root(size), size, *path));
      out << R"({"kind":"consistency","first":)" << first << R"(,"firstRoot":")"
          << root(first).hex() << R"(","size":)" << size << R"(,"root":")" << root(size).hex()
          << R"(","path":[)";
      for (const Hash& hash : *path)
        out << (&hash == path->data() ? "\"" : ",\"") << hash.hex() << '"';
      out << "]}\n";
    }
  }
}

/// A proof of the scene, as it is when two epochs have gone by between its waypoint and it.
template <class Proof>
Proof across_epochs(Proof proof) {
  LedgerInfo info = proof.certificate.ledger_info;
  for (std::size_t i = 0; i < 2; ++i) {
    info.epoch = Epoch(i + 1);
    info.next_validators_hash = codec::hash_of(ReceiptScene::set(i + 1));
    proof.epochs.push_back(codec::EpochStep{info, ReceiptScene::signatures(info, i, {0, 1, 3}),
                                            ReceiptScene::set(i + 1)});
  }
  info.epoch = Epoch(3);
  info.next_validators_hash.reset();
  proof.certificate = {info, ReceiptScene::signatures(info, 2, {0, 2, 3})};
  return proof;
}

void supply_line(std::ostream& out, const std::string& name, const ProofScene& scene,
                 const proof::SupplyProof& proof) {
  ASSERT_TRUE(proof::verify_supply_proof(proof, scene.waypoint(), crypto::verify)) << name;
  std::string expected =
      "\"version\":" + to_string(proof.certificate.ledger_info.version) + ",\"supplies\":[";
  for (const auto& entry : proof.currencies) {
    if (expected.back() != '[') expected += ',';
    expected += "[\"" + std::string(entry.currency.code.view()) + "\",\"" +
                format_amount(entry.currency.supply.value(), 0, 0) + "\"]";
  }
  line(out, "supply", name, scene.waypoint(), proof::encode(proof), expected + "]");
}

/// L13: an entry that is there, and one that is not.
void state_line(std::ostream& out, const ProofScene& scene, std::string_view name) {
  const state::StateTree& tree = scene.first().block->tree;
  const Address address = address_of(name);
  const Hash path = state::state_path(state::StateKey::of(address));
  const state::StateProof proof = tree.prove(path);
  const Account* account = scene.first().state.account(address);
  std::optional<Hash> value;
  if (account != nullptr) value = state::state_value_hash(*account);
  ASSERT_TRUE(state::verify_state_proof(tree.root(), path, value, proof));
  const auto text = [](const std::optional<Hash>& hash) {
    return hash ? "\"" + hash->hex() + "\"" : std::string("null");
  };
  out << R"({"kind":"state","name":")" << name << R"(","root":")" << tree.root().hex()
      << R"(","path":")" << path.hex() << R"(","valueHash":)" << text(value) << R"(,"leaf":)";
  if (proof.leaf) {
    out << R"({"path":")" << proof.leaf->path.hex() << R"(","valueHash":")"
        << proof.leaf->value_hash.hex() << "\"}";
  } else {
    out << "null";
  }
  out << R"(,"siblings":[)";
  for (std::size_t i = 0; i < proof.siblings.size(); ++i) {
    out << (i == 0 ? "\"" : ",\"") << proof.siblings[i].hex() << '"';
  }
  out << "]}\n";
}

TEST(Golden, Proofs) {
  std::stringstream out;
  out << R"({"kind":"tables","lastKeptCode":)" << static_cast<int>(kLastKeptCode)
      << R"(,"events":[)";
  for (int kind = 1; kind <= kLastEventKind; ++kind) {
    const EventShape& shape = event_shape(static_cast<EventKind>(kind));
    out << (kind == 1 ? "[\"" : ",[\"") << shape.word << '"';
    for (const Presence each :
         {shape.from, shape.to, shape.currency, shape.amount, shape.subject}) {
      out << ',' << static_cast<int>(each);
    }
    out << ']';
  }
  out << "]}\n";
  const ReceiptScene transfer(0);
  receipt_line(out, "transfer", transfer.waypoint, transfer.file);
  const ReceiptScene later(2);
  receipt_line(out, "transfer, two epochs later", later.waypoint, later.file);
  const ProofScene scene;
  const Version batch(6);
  const Receipt& legs = scene.receipts().at(batch);
  for (const std::uint32_t leg : {0U, 1U, 8U}) {
    receipt_line(out, "leg " + std::to_string(leg) + " of a batch", scene.waypoint(),
                 scene.receipt_file(batch, codec::shown_of_event(legs, leg)));
  }
  for (const auto& [version, receipt] : scene.receipts()) {
    receipt_line(out, "version " + to_string(version), scene.waypoint(),
                 scene.receipt_file(version, codec::shown_of_event(receipt, 0)));
  }
  bundle_line(out, "bundle", scene, bundle_of(scene));
  bundle_line(out, "bundle, two epochs later", scene, across_epochs(bundle_of(scene)));
  codec::ReceiptBundle none = bundle_of(scene);
  none.receipts.clear();
  bundle_line(out, "bundle of none", scene, none);
  for (const char* name : {"alice", "bob", "carol", "dave", "governance", "erin"}) {
    for (const std::uint64_t version :
         {std::uint64_t{0}, std::uint64_t{3}, scene.newest().value()}) {
      balance_line(out, std::string(name) + " at " + std::to_string(version), scene,
                   scene.prove(name, Version(version)));
    }
  }
  const TimestampUs time = kGenesisTime + 5 * kSecondUs / 2;
  balance_line(out, "bob at a time", scene, scene.prove("bob", scene.version_at(time), time));
  const TimestampUs end = scene.certificate().ledger_info.timestamp;
  balance_line(out, "bob at the end", scene, scene.prove("bob", scene.newest(), end));
  balance_line(out, "bob at 3, two epochs later", scene,
               across_epochs(scene.prove("bob", Version(3))));
  supply_line(out, "supplies", scene, scene.supply());
  supply_line(out, "supplies, two epochs later", scene, across_epochs(scene.supply()));
  for (const char* name : {"alice", "governance", "erin", "nobody"}) state_line(out, scene, name);
  consistency_lines(out, scene);
  expect_golden("ledger/proofs.jsonl", out.str());
}

}  // namespace
}  // namespace pennypost::test
