#include <algorithm>
#include <unordered_map>

#include <boost/json/object.hpp>

#include "api/http/json.h"
#include "api/http/problem.h"
#include "api/node/rpc.h"

namespace pennypost::node {
namespace {

namespace json = boost::json;

/// The end of one item: a version where it was kept.
struct ItemEnd {
  std::optional<Version> version;
  Code code = Code::success;
};

using Ends = std::unordered_map<TransactionId, std::optional<ItemEnd>>;

void read_block(const execution::ExecutedBlock& block, Ends& ends) {
  // Discarded first: an item that stands twice in a block is kept where it stood first.
  for (const execution::DiscardedTransaction& each : block.discarded) {
    const auto at = ends.find(each.id);
    if (at != ends.end()) at->second = ItemEnd{std::nullopt, each.code};
  }
  Version version = block.first_version;
  for (const execution::KeptTransaction& each : block.kept) {
    const auto at = ends.find(each.receipt.transaction_id);
    if (at != ends.end()) at->second = ItemEnd{version, each.receipt.code};
    version = version.next();
  }
}

/// Versions that follow each other become one run.
void add_version(json::array& runs, std::size_t index, Version version) {
  if (!runs.empty()) {
    json::object& last = runs.back().as_object();
    const std::uint64_t count = last["count"].to_number<std::uint64_t>();
    if (last["index"].to_number<std::uint64_t>() + count == index &&
        last["version"].to_number<std::uint64_t>() + count == version.value()) {
      last["count"] = count + 1;
      return;
    }
  }
  runs.push_back(json::object{{"index", index}, {"version", version.value()}, {"count", 1U}});
}

}  // namespace

std::optional<http::Response> Rpc::envelope_answer(const std::vector<TransactionId>& items,
                                                   const execution::ExecutedBlock* block) const {
  Ends ends;
  ends.reserve(items.size());
  for (const TransactionId& id : items) ends.emplace(id, std::nullopt);
  if (block != nullptr) read_block(*block, ends);
  json::array versions;
  json::array failed;
  json::array discarded;
  std::optional<TransactionId> first_kept;
  for (std::size_t index = 0; index < items.size(); ++index) {
    std::optional<ItemEnd>& end = ends.at(items[index]);
    // A duplicate of what stands on the ledger already is that.
    if (!end || (!end->version && end->code == Code::duplicate)) {
      const auto stored = store_.transaction_by_id(items[index]);
      if (stored) end = ItemEnd{stored->version, stored->receipt.code};
    }
    if (!end) return std::nullopt;
    json::object entry{{"index", index}, {"id", items[index].hex()}};
    if (end->version) {
      if (!first_kept) first_kept = items[index];
      add_version(versions, index, *end->version);
    }
    if (end->code == Code::success) continue;
    entry["code"] = code_text(end->code).word;
    (end->version ? failed : discarded).push_back(std::move(entry));
  }
  json::object out{{"state", "final"},
                   {"count", items.size()},
                   {"versions", std::move(versions)},
                   {"failed", std::move(failed)},
                   {"discarded", std::move(discarded)}};
  if (first_kept) {
    out["id"] = first_kept->hex();
    const auto stored = store_.transaction_by_id(*first_kept);
    const auto file =
        stored ? receipt_file(*stored, codec::Shown{}) : std::unexpected(stored.error());
    if (!file) return http::problem(500, file.error(), "Ask another node.");
    out["receipt_file"] = to_hex(codec::encode(*file));
  }
  return answer(200, out);
}

}  // namespace pennypost::node
