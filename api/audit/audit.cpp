#include "api/audit/audit.h"

#include <algorithm>

#include "consensus/wire/consensus_wire.h"

namespace pennypost::audit {
namespace {

using Batches = std::vector<std::shared_ptr<const consensus::Batch>>;

/// The batches that a block names, their transactions' signatures checked.
Result<Batches> batches_of(const consensus::Block& block, const Batches& page, ChainId chain) {
  Batches out;
  for (const consensus::BatchReference& reference : block.batches) {
    const auto found = std::ranges::find_if(
        page, [&reference](const auto& batch) { return batch->digest == reference.digest; });
    if (found == page.end() || wire::batch_digest((*found)->bytes) != reference.digest) {
      return fail("missing_batch", "Batch " + reference.digest.hex() + " is not there.");
    }
    auto batch = wire::read_batch((*found)->bytes, chain, crypto::verify);
    if (!batch) return std::unexpected(std::move(batch).error());
    out.push_back(std::move(*batch));
  }
  return out;
}

class Auditor {
 public:
  Auditor(ChainSource& source, const AuditOptions& options, Replay replay)
      : source_(source), options_(options), replay_(std::move(replay)) {}
  /// Records end with the block at `checkpoint`.
  Auditor(ChainSource& source, const AuditOptions& options, Replay replay, Height checkpoint)
      : source_(source), options_(options), replay_(std::move(replay)), checkpoint_(checkpoint) {}

  Checked<Replay> run() {
    const auto newest = source_.newest();
    if (!newest) return failed(newest.error());
    for (bool more = true; more;) {
      const auto page = source_.blocks(next_height());
      if (!page) return failed(page.error());
      if (page->blocks.empty()) break;
      for (const consensus::Block& block : page->blocks) {
        more = !is_behind(block);
        if (!more) break;
        if (auto added = add(block, *page); !added) return std::unexpected(added.error());
      }
      if (options_.progress) options_.progress(replay_.last_block().context.height, *newest);
    }
    const bool to_the_end = !options_.until && !options_.until_time;
    const bool unsettled = replay_.resumed() && !replay_.resumed()->settled;
    // A chain that was cut off is not a shorter chain.
    if (to_the_end && (unsettled || next_height() <= *newest)) {
      return failed({"missing_block", "The source has fewer blocks than it says."});
    }
    if (unsettled) {
      return failed({"pruned",
                     "The state as it was then is gone here, with the blocks that led to it: ask "
                     "where all of the history is kept."});
    }
    if (to_the_end) {
      if (auto finished = replay_.finish(); !finished) return std::unexpected(finished.error());
    }
    return std::move(replay_);
  }

 private:
  Height next_height() const { return replay_.last_block().context.height.next(); }

  bool is_behind(const consensus::Block& block) const {
    return (options_.until && replay_.last_block().ledger_info.version >= *options_.until) ||
           (options_.until_time && block.timestamp > *options_.until_time);
  }

  Checked<void> add(const consensus::Block& block, const consensus::BlockResponse& page) {
    const auto batches = batches_of(block, page.batches, replay_.chain_id());
    if (!batches) return failed(batches.error());
    const bool certified = page.ordered && page.ordered->ledger_info.block_id == block.id;
    const auto certificate = certified ? page.ordered : std::nullopt;
    if (checkpoint_ && next_height() <= *checkpoint_) {
      return add_recorded(block, *batches, certificate);
    }
    if (auto added = replay_.add(block, *batches, certificate); !added) return added;
    if (auto same = source_.compare(replay_.last_block()); !same) {
      const execution::ExecutedBlock& last = replay_.last_block();
      return std::unexpected(Failure{last.context.height, last.first_version, same.error()});
    }
    return {};
  }

  Checked<void> add_recorded(const consensus::Block& block, const Batches& batches,
                             const std::optional<OrderedCertificate>& certificate) {
    const auto record = source_.record(next_height());
    if (!record) return failed(record.error());
    if (auto added = replay_.add_recorded(block, batches, certificate, *record); !added) {
      return added;
    }
    if (replay_.last_block().context.height != *checkpoint_) return {};
    auto state = source_.checkpoint();
    if (!state) return failed(state.error());
    return replay_.settle(std::move(*state));
  }

  std::unexpected<Failure> failed(Error error) const {
    return std::unexpected(
        Failure{next_height(), replay_.last_block().ledger_info.version.next(), std::move(error)});
  }

  ChainSource& source_;
  const AuditOptions& options_;
  Replay replay_;
  std::optional<Height> checkpoint_;
};

/// Where the oldest blocks are gone.
Checked<Replay> replay_rest(ChainSource& source, const AuditOptions& options,
                            const Beginning& beginning, const Waypoint& waypoint) {
  const auto failed = [&beginning](const Error& error) {
    return std::unexpected(Failure{beginning.first, Version(beginning.before.size()), error});
  };
  if (beginning.checkpoint < beginning.first) {
    return failed({"pruned",
                   "Too little of the history is kept yet to begin with: ask again when "
                   "the node has made its next checkpoint."});
  }
  const auto page = source.blocks(beginning.first);
  if (!page) return failed(page.error());
  if (page->blocks.empty()) return failed({"missing_block", "The first block is not there."});
  auto replay = Replay::resume(beginning, page->blocks.front(), waypoint, crypto::verify);
  if (!replay) return failed(replay.error());
  return Auditor(source, options, std::move(*replay), beginning.checkpoint).run();
}

}  // namespace

Checked<Replay> replay_chain(ChainSource& source, const AuditOptions& options) {
  const auto failed = [](const Error& error) {
    return std::unexpected(Failure{Height(0), Version(0), error});
  };
  const auto genesis = source.genesis();
  if (!genesis) return failed(genesis.error());
  auto replay = Replay::begin(*genesis, options.waypoint, crypto::verify);
  if (!replay) return failed(replay.error());
  const auto beginning = source.beginning();
  if (!beginning) return failed(beginning.error());
  if (*beginning) return replay_rest(source, options, **beginning, replay->waypoint());
  return Auditor(source, options, std::move(*replay)).run();
}

}  // namespace pennypost::audit
