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
  const Result<Signature> refusal = fail("round_used", "No.");
  out["reply_refusal"] = case_of(Kind::reply, wire::encode_signer_reply(refusal));
  out["reply_signature"] = case_of(Kind::reply, wire::encode_signer_reply(Signature{}));
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
    // Hosts alone know the one; the other is read as the refusal that it is.
    const bool reads = name != "message_tick_request" && name != "reply_refusal";
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
