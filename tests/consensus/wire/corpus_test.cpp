#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "tests/consensus/wire/samples.h"
#include "tests/fuzz/consensus_wire_case.h"

namespace pennypost::fuzz {
namespace {

namespace files = std::filesystem;
using wire::block;
using wire::qc;
using wire::tc;

const files::path kCorpus =
    files::path(PENNYPOST_SOURCE_DIR) / "tests" / "fuzz" / "corpus" / "consensus_wire_fuzz";

Bytes case_of(Kind kind, const Bytes& bytes) {
  Bytes out{static_cast<std::uint8_t>(kind)};
  out.insert(out.end(), bytes.begin(), bytes.end());
  return out;
}

/// What the fuzzer starts from: one of each.
std::map<std::string, Bytes> seeds() {
  std::map<std::string, Bytes> out;
  for (const consensus::Message& message : wire::one_of_each()) {
    const std::string name(consensus::name_of(message));
    out["message_" + name] = case_of(Kind::link_message, wire::encode(message));
  }
  out["message_tick_request"] = case_of(Kind::link_message, wire::encode_tick_request());
  out["batch"] = case_of(Kind::batch, wire::batch()->bytes);
  out["block"] = case_of(Kind::block, wire::encode(block()));
  consensus::SafetyData record;
  record.high_qc = qc(7);
  record.high_tc = tc(8);
  out["safety_record"] = case_of(Kind::safety_record, wire::encode(record));
  const auto request = [&](const std::string& name, const wire::SignerRequest& asked) {
    out["request_" + name] = case_of(Kind::request, wire::encode(asked));
  };
  request("hello", wire::SignerHello{});
  request("proposal", consensus::SigningRequest(consensus::SignProposal{block(), tc(7)}));
  request("vote", consensus::SigningRequest(consensus::SignVote{block(), tc(7), wire::info(8)}));
  request("order_vote", consensus::SigningRequest(consensus::SignOrderVote{qc(7)}));
  request("timeout",
          consensus::SigningRequest(consensus::SignTimeout{Epoch(1), Round(9), qc(7), tc(8)}));
  ValidatorSet next;
  next.validators.push_back({.consensus_key = PublicKey{{1}},
                             .network_key = PublicKey{{2}},
                             .power = Power(1),
                             .name = "next"});
  request("epoch", consensus::EpochEnd{.certificate = {wire::info(8), {}},
                                       .ending = wire::info(8),
                                       .next = std::move(next)});
  const auto reply = [&](const Result<Signature>& signature) {
    return case_of(Kind::reply, wire::encode(wire::SignerReply{signature, Epoch(2)}));
  };
  out["reply_refusal"] = reply(fail("round_used", "No."));
  out["reply_signature"] = reply(Signature{});
  const auto ask = [&](const std::string& name, const wire::SnapshotRequest& asked) {
    out["snapshot_request_" + name] = case_of(Kind::snapshot_request, wire::encode(asked));
  };
  ask("manifest", wire::ManifestRequest{});
  ask("part", wire::PartRequest{.root = wire::filled<Hash>(5), .index = 3, .depth = 4});
  ask("start", wire::StartRequest{Height(9)});
  ask("history", wire::HistoryRequest{Height(9)});
  const auto answer = [&](const std::string& name, const wire::SnapshotResponse& given) {
    out["snapshot_response_" + name] = case_of(Kind::snapshot_response, wire::encode(given));
  };
  answer("manifest",
         sync::Manifest{.certificate = {.ledger_info = wire::info(6),
                                        .signatures = {{1, wire::filled<Signature>(7)}}},
                        .depth = 1,
                        .parts = std::vector<state::Part>(2),
                        .first_block = Height(3)});
  answer("part", wire::PartResponse{.index = 3, .entries = Bytes(20, 7)});
  answer("start",
         sync::HistoryStart{.subtrees = {wire::filled<Hash>(1)}, .tail = {wire::filled<Hash>(2)}});
  answer("history", wire::HistoryResponse{{{.block = block(),
                                            .state_root = wire::filled<Hash>(3),
                                            .kept = {},
                                            .batches = {wire::batch()}}}});
  answer("none", wire::NoSnapshot{});
  return out;
}

Bytes read_file(const files::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(WireCorpus, HoldsOneOfEach) {
  for (const auto& [name, bytes] : seeds()) {
    if (std::getenv("PENNYPOST_GOLDEN_REWRITE") != nullptr) {
      files::create_directories(kCorpus);
      std::ofstream(kCorpus / name, std::ios::binary)
          .write(reinterpret_cast<const char*>(bytes.data()),
                 static_cast<std::streamsize>(bytes.size()));
    }
    EXPECT_EQ(to_hex(read_file(kCorpus / name)), to_hex(bytes)) << name;
    // Hosts alone know this one.
    const bool reads = name != "message_tick_request";
    EXPECT_EQ(run_case(bytes), reads) << name;
  }
}

TEST(WireCorpus, EveryCaseHoldsWholeCutAndChanged) {
  std::size_t cases = 0;
  for (const auto& entry : files::directory_iterator(kCorpus)) {
    const Bytes whole = read_file(entry.path());
    ++cases;
    run_case(whole);
    // About two hundred places of each.
    const std::size_t step = 1 + whole.size() / 200;
    for (std::size_t at = 1; at < whole.size(); at += step) {
      run_case(ByteView(whole).first(at));
      for (const unsigned change : {0x01U, 0x80U, 0xffU}) {
        Bytes changed = whole;
        changed[at] = static_cast<std::uint8_t>(changed[at] ^ change);
        run_case(changed);
      }
    }
  }
  EXPECT_GE(cases, seeds().size());
}

}  // namespace
}  // namespace pennypost::fuzz
