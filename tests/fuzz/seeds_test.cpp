// The corpora hold what the fuzzers start from: one of each. PENNYPOST_GOLDEN_REWRITE=1 writes
// them.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "tests/consensus/wire/samples.h"
#include "tests/fuzz/snapshot_case.h"
#include "tests/fuzz/transaction_case.h"
#include "tests/ledger/support/proof_scene.h"

namespace pennypost::fuzz {
namespace {

namespace files = std::filesystem;
using Seeds = std::map<std::string, Bytes>;

template <class Kind>
Bytes case_of(Kind kind, const Bytes& bytes) {
  Bytes out{static_cast<std::uint8_t>(kind)};
  out.insert(out.end(), bytes.begin(), bytes.end());
  return out;
}

Bytes read_file(const files::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void expect_seeds(const std::string& target, const Seeds& seeds) {
  const files::path corpus =
      files::path(PENNYPOST_SOURCE_DIR) / "tests" / "fuzz" / "corpus" / target;
  for (const auto& [name, bytes] : seeds) {
    if (std::getenv("PENNYPOST_GOLDEN_REWRITE") != nullptr) {
      files::create_directories(corpus);
      std::ofstream(corpus / name, std::ios::binary) << text_of(bytes);
    }
    EXPECT_EQ(to_hex(read_file(corpus / name)), to_hex(bytes)) << target << "/" << name;
  }
}

wire::TransactionDraft draft_of(Operation operation) {
  return {.chain_id = kLedgerChain,
          .sender = test::address_of("alice"),
          .threshold = 1,
          .public_keys = {test::key("alice").public_key()},
          .replay = SequenceNumber(1),
          .expiry = test::kGenesisTime + kHourUs,
          .memo_hash = test::id_of("memo"),
          .metadata = {1, 2, 3},
          .operation = std::move(operation)};
}

TEST(FuzzSeeds, Transactions) {
  Seeds seeds;
  for (const Operation& operation : test::every_operation()) {
    // Sent by whoever may, in time.
    const auto sender = static_cast<std::uint8_t>(8 | (1 + seeds.size() % 7));
    seeds["operation_" + std::to_string(seeds.size())] =
        case_of(sender, wire::encode_transaction(draft_of(operation)));
  }
  wire::TransactionDraft nonce = draft_of(test::pay("bob", test::kUsd, 1));
  nonce.replay = test::id_of<Nonce>("nonce");
  seeds["nonce"] = case_of(4, wire::encode_transaction(nonce));
  // Found: what has no transaction in it has none to repeat either.
  seeds["nothing"] = {};
  seeds["nothing_signed"] = {0x08};
  seeds["nothing_submitted"] = {0x88};
  seeds["signed"] = case_of(
      0x8c, wire::sign_transaction(draft_of(test::pay("bob", test::kUsd, 1)), test::key("alice")));
  expect_seeds("transaction_fuzz", seeds);
}

TEST(FuzzSeeds, Envelopes) {
  wire::EnvelopeDraft envelope{.chain_id = kLedgerChain,
                               .delegate = codec::delegate_id(test::address_of("chat"), 0),
                               .threshold = 1,
                               .public_keys = {test::key("gateway").public_key()},
                               .items = {}};
  for (const char* name : {"alice", "bob"}) {
    envelope.items.push_back({.sender = test::address_of(name),
                              .replay = test::id_of<Nonce>(name),
                              .expiry = test::kGenesisTime,
                              .operation = test::pay("carol", test::kUsd, 1)});
  }
  proto::Envelope parsed;
  ASSERT_TRUE(wire::parse_strict(wire::encode_envelope(envelope), parsed));
  const auto signed_transaction = wire::sign_transaction(
      draft_of(TransferBatch{{test::pay("bob", test::kUsd, 1), test::pay("carol", test::kEur, 2)}}),
      test::key("alice"));
  expect_seeds("envelope_fuzz",
               {{"submission", case_of(EnvelopeKind::submission,
                                       wire::sign_envelope(envelope, test::key("gateway")))},
                {"transaction", case_of(EnvelopeKind::submission, signed_transaction)},
                {"envelope", case_of(EnvelopeKind::envelope, wire::encode_envelope(envelope))},
                {"item", case_of(EnvelopeKind::item, bytes_of(view_of(parsed.items(0))))}});
}

TEST(FuzzSeeds, Receipts) {
  const test::ProofScene scene;
  const Receipt& batch = scene.receipts().at(Version(6));
  const auto file = [](const codec::ReceiptFile& receipt) {
    return case_of(ReceiptKind::file, codec::encode(receipt));
  };
  expect_seeds(
      "receipt_fuzz",
      {{"file", file(test::ReceiptScene(1).file)},
       {"leg", file(scene.receipt_file(Version(6), codec::shown_of_event(batch, 8)))},
       {"batch", case_of(ReceiptKind::receipt, codec::encode(batch))},
       {"failure", case_of(ReceiptKind::receipt, codec::encode(scene.receipts().at(Version(9))))}});
}

Bytes state_case(const test::ProofScene& scene, std::string_view name) {
  const state::StateTree& tree = scene.first().block->tree;
  const state::StateKey key = state::StateKey::of(test::address_of(name));
  const state::StateProof proof = tree.prove(state::state_path(key));
  const Account* account = scene.first().state.account(test::address_of(name));
  codec::Writer out;
  out.fixed(tree.root()).fixed(state::state_path(key));
  out.u8(static_cast<std::uint8_t>((account ? 1 : 0) | (proof.leaf ? 2 : 0)));
  if (account) out.fixed(state::state_value_hash(*account));
  if (proof.leaf) out.fixed(proof.leaf->path).fixed(proof.leaf->value_hash);
  for (const Hash& sibling : proof.siblings) out.fixed(sibling);
  return case_of(ProofKind::state, out.take());
}

Bytes history_case(const test::ProofScene& scene, bool consistency) {
  const std::vector<Hash>& leaves = scene.leaves();
  constexpr std::uint64_t kFirst = 5;
  const state::SubtreeHash subtree = [&](unsigned level, std::uint64_t index) -> Result<Hash> {
    const auto hash = [&](this const auto& self, unsigned at, std::uint64_t i) -> Hash {
      if (at == 0) return leaves[i];
      return crypto::hash_node(self(at - 1, 2 * i), self(at - 1, 2 * i + 1));
    };
    return hash(level, index);
  };
  state::Accumulator first;
  state::Accumulator all;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (i < kFirst) first.append(leaves[i]);
    all.append(leaves[i]);
  }
  const auto path = consistency ? state::prove_consistency(kFirst, leaves.size(), subtree)
                                : state::prove_inclusion(kFirst, leaves.size(), subtree);
  EXPECT_TRUE(path.has_value());
  codec::Writer out;
  out.fixed(consistency ? first.root() : leaves[kFirst]).u64(kFirst);
  out.fixed(all.root()).u64(leaves.size());
  for (const Hash& hash : *path) out.fixed(hash);
  return case_of(consistency ? ProofKind::consistency : ProofKind::inclusion, out.take());
}

TEST(FuzzSeeds, Proofs) {
  const test::ProofScene scene;
  const auto balance = [](const proof::BalanceProof& proof) {
    return case_of(ProofKind::balance, proof::encode(proof));
  };
  const TimestampUs time = test::kGenesisTime + 3 * test::kSecondUs / 2;
  expect_seeds("proof_fuzz",
               {{"balance_between", balance(scene.prove("bob", Version(3)))},
                {"balance_first", balance(scene.prove("governance", Version(3)))},
                {"balance_absent", balance(scene.prove("erin", Version(3)))},
                {"balance_many", balance(scene.prove("carol", scene.newest()))},
                {"balance_time", balance(scene.prove("bob", scene.version_at(time), time))},
                {"supply", case_of(ProofKind::supply, proof::encode(scene.supply()))},
                {"state_present", state_case(scene, "alice")},
                {"state_absent", state_case(scene, "erin")},
                {"consistency", history_case(scene, true)},
                {"inclusion", history_case(scene, false)}});
}

TEST(FuzzSeeds, Snapshots) {
  Seeds seeds;
  const auto add = [&seeds](const std::string& name, SnapshotKind kind, const Bytes& bytes) {
    seeds[name] = case_of(kind, bytes);
  };
  const test::Chain chain = busy_chain();
  // The table's own order is nobody's business: the first two of each kind by their paths.
  std::map<Hash, std::pair<state::StateKey, Bytes>> by_path;
  for (const auto& [key, entry] : chain.state().entries()) {
    by_path[state::state_path(key)] = {key, state::encode_entry(entry)};
  }
  std::map<state::EntryKind, int> of_kind;
  Bytes part;
  for (const auto& [path, each] : by_path) {
    if (++of_kind[each.first.kind] <= 2) state::append_entry(part, each.first, each.second);
  }
  add("part", SnapshotKind::part, part);
  const auto respond = [&](const std::string& name, const wire::SnapshotResponse& response) {
    add("response_" + name, SnapshotKind::response, wire::encode(response));
  };
  sync::Manifest manifest;
  manifest.certificate = test::ProofScene().certificate();
  manifest.depth = 1;
  manifest.parts = {{test::id_of("left"), state::PartSize::many}, {}};
  respond("manifest", manifest);
  respond("part", wire::PartResponse{1, part});
  respond("start", sync::HistoryStart{{test::id_of("subtree")}, {test::id_of("leaf")}});
  sync::HistoryBlock block;
  block.block = wire::block();
  block.state_root = test::id_of("root");
  block.kept.push_back({0, 0, test::ReceiptScene().receipt});
  block.batches = {wire::batch()};
  respond("blocks", wire::HistoryResponse{{block}});
  respond("nothing", wire::NoSnapshot{});
  add("request_manifest", SnapshotKind::request, wire::encode(wire::ManifestRequest{}));
  add("request_part", SnapshotKind::request,
      wire::encode(wire::PartRequest{test::id_of("part"), 1, 2}));
  add("request_start", SnapshotKind::request, wire::encode(wire::StartRequest{Height(3)}));
  add("request_blocks", SnapshotKind::request, wire::encode(wire::HistoryRequest{Height(3)}));
  expect_seeds("snapshot_fuzz", seeds);
}

}  // namespace
}  // namespace pennypost::fuzz
