#include "tests/simulator/trace.h"

#include <array>
#include <string>

namespace pennypost::simulator {
namespace {

constexpr std::array<std::string_view, 4> kTimers{"round", "resend", "ping", "idle"};

/// `%a`, `%b` and `%c` in the text stand for the numbers.
struct Line {
  std::string_view what;
  std::string_view text;
};
constexpr Line kLines[] = {
    {"boot", "v%a starts, life %b, with %c final blocks"},
    {"crash", "v%a loses power"},
    {"damage", "v%a finds a damaged record and stays down"},
    {"rot", "a bit on the disk of v%a flips"},
    {"disk_full", "the disk of v%a is full"},
    {"no_space", "v%a cannot write and stops"},
    {"new_disk", "v%a gets a new disk"},
    {"persist", "v%a writes %b blocks and %c batches, and syncs"},
    {"final", "v%a: height %b, round %c is final"},
    {"epoch", "v%a enters epoch %b of %c validators"},
    {"rebatch", "v%a: its batch %b is given back, with %c transactions"},
    {"fault", "v%a found a fault and stops"},
    {"partition", "a partition"},
    {"cut", "nothing passes from v%a to v%b any more"},
    {"heal", "partitions and cuts heal"},
};

std::string filled(std::string_view text, const std::array<std::uint64_t, 3>& values) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      out += std::to_string(values.at(static_cast<std::size_t>(text[++i] - 'a')));
    } else {
      out += text[i];
    }
  }
  return out;
}

template <class Id>
std::string brief(const Id& id) {
  return id.hex().substr(0, 8);
}

std::string at(const LedgerInfo& info) {
  return "round " + to_string(info.round) + ", height " + to_string(info.height) + ", block " +
         brief(info.block_id);
}

/// What a message says.
struct Content {
  std::string operator()(const consensus::Proposal& m) const {
    return "round " + to_string(m.block.round) + ", height " + to_string(m.block.height) +
           ", block " + brief(m.block.id) + " on round " + to_string(m.block.parent_qc.round()) +
           ", " + std::to_string(m.block.batches.size()) + " batches" +
           (m.tc ? ", after a TC" : "");
  }
  std::string operator()(const consensus::Vote& m) const { return at(m.ledger_info); }
  std::string operator()(const consensus::OrderVote& m) const { return at(m.ledger_info); }
  std::string operator()(const consensus::Timeout& m) const {
    return "round " + to_string(m.round) + " with a QC of round " + to_string(m.high_qc.round());
  }
  std::string operator()(const consensus::SyncInfo& m) const {
    return "QC of round " + to_string(m.high_qc.round()) +
           (m.high_ordered ? ", final up to height " + to_string(m.high_ordered->ledger_info.height)
                           : "") +
           (m.high_tc ? ", TC of round " + to_string(m.high_tc->round) : "");
  }
  std::string operator()(const consensus::BatchMessage& m) const {
    return brief(m.batch->digest) + " of " + std::to_string(m.batch->author) + ", " +
           std::to_string(m.batch->transactions->size()) + " transactions";
  }
  std::string operator()(const consensus::BatchAck& m) const { return digests(m.digests); }
  std::string operator()(const consensus::BatchRequest& m) const { return digests(m.digests); }
  std::string operator()(const consensus::BlockRequest& m) const {
    return "from height " + to_string(m.from_height) + " to block " + brief(m.target);
  }
  std::string operator()(const consensus::BlockResponse& m) const {
    return std::to_string(m.blocks.size()) + " blocks, " + std::to_string(m.batches.size()) +
           " batches" +
           (m.ordered ? ", final up to height " + to_string(m.ordered->ledger_info.height) : "");
  }
  std::string operator()(const consensus::Ping& m) const {
    return "epoch " + to_string(m.epoch) + ", QC of round " + to_string(m.high_qc_round) +
           ", version " + to_string(m.final_version);
  }
  std::string operator()(const consensus::EpochChange& m) const {
    return "epoch " + to_string(m.ending.ledger_info.epoch) + " ended at height " +
           to_string(m.ending.ledger_info.height);
  }

 private:
  static std::string digests(const std::vector<BatchDigest>& digests) {
    std::string out;
    for (const BatchDigest& digest : digests) out += (out.empty() ? "" : " ") + brief(digest);
    return out;
  }
};

}  // namespace

std::string describe(std::string_view what, std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  if (what == "timer") {
    return "v" + std::to_string(a) + ": the " + std::string(kTimers.at(b)) + " timer fires";
  }
  for (const Line& line : kLines) {
    if (line.what == what) return filled(line.text, {a, b, c});
  }
  return std::string(what) + " " + filled("%a %b %c", {a, b, c});
}

std::string describe(const consensus::Message& message, std::uint64_t from, std::uint64_t to) {
  return "v" + std::to_string(from) + " > v" + std::to_string(to) + "  " +
         std::string(name_of(message)) + ": " + std::visit(Content{}, message);
}

}  // namespace pennypost::simulator
