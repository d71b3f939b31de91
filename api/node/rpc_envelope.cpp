#include <algorithm>
#include <map>
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

/// By place in the envelope; none where the block does not say.
using Ends = std::vector<std::optional<ItemEnd>>;

/// Items mostly stand in the block as in the envelope, from the first on.
void read_run(const execution::ExecutedBlock& block, std::size_t first,
              const std::vector<TransactionId>& items, Ends& ends) {
  std::size_t at = first;
  for (std::size_t i = 0; i < items.size() && at < block.kept.size(); ++i) {
    const Receipt& receipt = block.kept[at].receipt;
    if (receipt.transaction_id != items[i]) continue;
    ends[i] = ItemEnd{Version(block.first_version.value() + at), receipt.code};
    ++at;
  }
}

/// Whatever has no end yet, wherever it stands.
void read_block(const execution::ExecutedBlock& block, const std::vector<TransactionId>& items,
                Ends& ends) {
  std::unordered_map<TransactionId, std::vector<std::size_t>> open;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!ends[i]) open[items[i]].push_back(i);
  }
  if (open.empty()) return;
  const auto note = [&](const TransactionId& id, const ItemEnd& end) {
    const auto at = open.find(id);
    if (at == open.end()) return;
    for (const std::size_t i : at->second) ends[i] = end;
  };
  // Discarded first: an item that stands twice in a block is kept where it stood first.
  for (const execution::DiscardedTransaction& each : block.discarded) {
    note(each.id, ItemEnd{std::nullopt, each.code});
  }
  Version version = block.first_version;
  for (const execution::KeptTransaction& each : block.kept) {
    note(each.receipt.transaction_id, ItemEnd{version, each.receipt.code});
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

/// Out of the block in memory, where it stands there.
Result<store::StoredTransaction> kept_item(const store::LedgerStore& store, const TransactionId& id,
                                           Version version, const execution::ExecutedBlock* block) {
  if (block != nullptr && version >= block->first_version && version < block->ledger_info.version) {
    return stored_of(*block, version.value() - block->first_version.value());
  }
  return store.transaction_by_id(id);
}

}  // namespace

Result<codec::ReceiptBundle> Rpc::receipt_bundle(
    const std::vector<store::StoredTransaction>& transactions) const {
  const auto certificate = store_.latest_certificate();
  if (!certificate) return fail("not_found", "Nothing is final yet.");
  const LedgerInfo& info = certificate->ledger_info;
  PP_CHECKED(learn_steps(info.epoch));
  codec::ReceiptBundle out;
  out.epochs.assign(steps_.begin(),
                    steps_.begin() + static_cast<std::ptrdiff_t>(info.epoch.value()));
  out.certificate = *certificate;
  for (const store::StoredTransaction& each : transactions) {
    PP_TRY(auto path, store_.prove_inclusion(each.version, info.version.value() + 1));
    out.receipts.push_back(
        {each.version, codec::excerpt_of(each.receipt, codec::Shown{}), std::move(path)});
  }
  return out;
}

/// A receipt says nothing of an envelope's signed bytes.
Result<codec::ReceiptFile> Rpc::first_receipt(const TransactionId& id, Version version,
                                              const execution::ExecutedBlock* block) const {
  PP_TRY(const auto stored, kept_item(store_, id, version, block));
  return receipt_file(stored, codec::Shown{}, {});
}

std::optional<http::Response> Rpc::envelope_answer(const std::vector<TransactionId>& items,
                                                   const runtime::Outcome& outcome,
                                                   bool bundled) const {
  const execution::ExecutedBlock* block = outcome.block.get();
  Ends ends(items.size());
  if (block != nullptr && outcome.kept) read_run(*block, *outcome.kept, items, ends);
  if (block != nullptr) read_block(*block, items, ends);
  json::array versions;
  json::array failed;
  json::array discarded;
  std::optional<std::size_t> first_kept;
  std::map<Version, TransactionId> kept;  // an item that stands twice in the envelope is one
  for (std::size_t index = 0; index < items.size(); ++index) {
    std::optional<ItemEnd>& end = ends[index];
    // A duplicate of what stands on the ledger already is that.
    if (!end || (!end->version && end->code == Code::duplicate)) {
      const auto stored = store_.transaction_by_id(items[index]);
      if (stored) end = ItemEnd{stored->version, stored->receipt.code};
    }
    if (!end) return std::nullopt;
    if (end->version) {
      if (!first_kept) first_kept = index;
      if (bundled) kept.emplace(*end->version, items[index]);
      add_version(versions, index, *end->version);
    }
    if (end->code == Code::success) continue;
    (end->version ? failed : discarded)
        .push_back(json::object{
            {"index", index}, {"id", items[index].hex()}, {"code", code_text(end->code).word}});
  }
  json::object out{{"state", "final"},
                   {"count", items.size()},
                   {"versions", std::move(versions)},
                   {"failed", std::move(failed)},
                   {"discarded", std::move(discarded)}};
  if (bundled) {
    std::vector<store::StoredTransaction> stored;
    for (const auto& [version, id] : kept) {
      auto found = kept_item(store_, id, version, block);
      if (!found) return http::problem(500, found.error(), "Ask another node.");
      stored.push_back(std::move(*found));
    }
    const auto bundle = receipt_bundle(stored);
    if (!bundle) return http::problem(500, bundle.error(), "Ask another node.");
    out["receipt_bundle"] = to_hex(codec::encode(*bundle));
  } else if (first_kept) {
    const TransactionId& id = items[*first_kept];
    out["id"] = id.hex();
    const auto file = first_receipt(id, *ends[*first_kept]->version, block);
    if (!file) return http::problem(500, file.error(), "Ask another node.");
    out["receipt_file"] = to_hex(codec::encode(*file));
  }
  return answer(200, out);
}

}  // namespace pennypost::node
