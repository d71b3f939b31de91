#include <sstream>

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

std::string balances_text(const std::vector<Balance>& balances) {
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
  consistency_lines(out, scene);
  expect_golden("ledger/proofs.jsonl", out.str());
}

}  // namespace
}  // namespace pennypost::test
