#include "api/node/proof_rpc.h"

#include <algorithm>
#include <charconv>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json/array.hpp>

#include "api/http/problem.h"
#include "api/node/genesis_file.h"
#include "api/node/on_core.h"
#include "api/node/query.h"
#include "consensus/wire/consensus_wire.h"
#include "ledger/base/check.h"
#include "ledger/crypto/bech32.h"
#include "ledger/proof/supply_proof.h"

namespace pennypost::node {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

constexpr std::size_t kPointersMax = 1'024;  // back pointers followed for one answer
constexpr int kCertifiedTries = 100;
constexpr std::chrono::milliseconds kCertifiedPause{20};

}  // namespace

ProofRpc::ProofRpc(Rpc& rpc, const RpcOptions& options, asio::any_io_executor executor,
                   ProofSources sources)
    : rpc_(rpc), chain_id_(options.chain_id), executor_(std::move(executor)), from_(sources) {}

void ProofRpc::add_routes(http::Router& router) {
  const auto add = [&](std::string_view route, Reply (ProofRpc::*handler)(http::Request)) {
    router.add(route, [this, handler](http::Request request) {
      return (this->*handler)(std::move(request));
    });
  };
  add("GET /v1/accounts/{address}", &ProofRpc::get_account);
  add("GET /v1/supply", &ProofRpc::get_supply);
  add("GET /v1/proofs/consistency", &ProofRpc::get_consistency);
  add("GET /v1/blocks/{epoch}/{round}", &ProofRpc::get_block_of_round);
  add("GET /v1/chain", &ProofRpc::get_chain);
  add("GET /v1/genesis", &ProofRpc::get_genesis);
}

// The core's state and the store's certificate are of one block most of the time; where they are
// not, a moment later they are.
asio::awaitable<std::optional<ProofRpc::Newest>> ProofRpc::newest(std::optional<Address> address,
                                                                  bool with_currencies) {
  struct Seen {
    LedgerInfo info;
    Newest state;
  };
  asio::steady_timer timer(executor_);
  for (int i = 0; i < kCertifiedTries; ++i) {
    Seen seen = co_await on_core<Seen>(
        from_.validator, [address, with_currencies](const execution::SpeculativeLedger& ledger,
                                                    const consensus::Status&) {
          Seen out;
          out.info = ledger.final_block().ledger_info;
          out.state.tree = ledger.final_block().tree;
          const Account* account = address ? ledger.final_state().account(*address) : nullptr;
          if (account != nullptr) out.state.account = *account;
          if (!with_currencies) return out;
          for (const state::StateKey& key : ledger.final_state().listed()) {
            const auto* currency = ledger.final_state().get<Currency>(key);
            if (currency != nullptr) out.state.currencies.push_back(*currency);
          }
          return out;
        });
    const auto certificate = from_.ledger.latest_certificate();
    if (certificate && certificate->ledger_info.version == seen.info.version &&
        certificate->ledger_info.state_root == seen.state.tree.root()) {
      seen.state.certificate = *certificate;
      std::ranges::sort(seen.state.currencies, {}, &Currency::code);
      co_return std::move(seen.state);
    }
    if (!certificate) break;  // only the genesis is final
    timer.expires_after(kCertifiedPause);
    boost::system::error_code ignored;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  co_return std::nullopt;
}

namespace {

http::Response nothing_certified() {
  return http::problem(503, "not_certified", "No certificate covers the newest state yet.",
                       "Ask again in a moment, or send POST /v1/ledger/tick first.");
}

/// The steps from the genesis to the epoch of a certificate.
Result<std::vector<codec::ReceiptStep>> steps_to(const store::LedgerStore& ledger, Epoch epoch) {
  std::vector<codec::ReceiptStep> steps;
  for (Epoch at(1); at <= epoch; at = at.next()) {
    PP_TRY(const auto step, ledger.epoch_step(at));
    steps.emplace_back(step);
  }
  return steps;
}

}  // namespace

// --- Balances -----------------------------------------------------------------------------------

Result<store::StoredBlock> ProofRpc::block_at_time(TimestampUs time, Height newest) const {
  std::uint64_t low = 0;
  std::uint64_t high = newest.value();
  while (low < high) {  // the highest block that is not later
    const std::uint64_t middle = low + (high - low + 1) / 2;
    PP_TRY(const auto block, from_.ledger.block_at(Height(middle)));
    if (block.context.timestamp <= time) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  PP_TRY(const auto found, from_.ledger.block_at(Height(low)));
  return from_.ledger.block_of(found.ledger_info.version);  // a suffix has no leaf of its own
}

Result<Version> ProofRpc::version_asked_for(const http::Request& request,
                                            const LedgerInfo& info) const {
  const auto time = request.query.get("time");
  if (!time) {
    PP_TRY(const std::uint64_t version,
           query_number(request, "version", 0, info.version.value(), info.version.value()));
    return Version(version);
  }
  if (request.query.has("version")) {
    return fail("malformed", "Name a version or a time, not both.");
  }
  PP_TRY(const TimestampUs at, parse_time(*time));
  if (at > info.timestamp) {
    return fail("beyond_certified", "The newest certified time is " + time_text(info.timestamp) +
                                        "; what comes until then is not known.");
  }
  PP_TRY(const auto block, block_at_time(at, info.height));
  if (block.context.timestamp > at) {
    return fail("before_genesis",
                "The chain begins at " + time_text(block.context.timestamp) + ".");
  }
  return block.ledger_info.version;
}

// History is a chain of back pointers, walked from the newest.
Result<ProofRpc::Around> ProofRpc::find_around(const Address& address, Version version,
                                               std::optional<Version> from) const {
  Around out;
  for (std::size_t steps = 0; from; ++steps) {
    if (steps == kPointersMax) {
      out.reached = from;
      return out;
    }
    PP_TRY(auto transaction, from_.ledger.transaction_at(*from));
    const auto& accounts = transaction.receipt.accounts;
    const auto touched = std::ranges::find(accounts, address, &TouchedAccount::address);
    if (touched == accounts.end()) {
      return fail("malformed", "This cursor is not of this account's history.");
    }
    const auto previous = touched->previous;
    if (*from <= version) {
      out.before = std::move(transaction);
      return out;
    }
    out.after = std::move(transaction);
    from = previous;
  }
  return out;
}

Result<proof::BlockEnd> ProofRpc::block_end(const store::StoredBlock& block,
                                            std::uint64_t size) const {
  const Version version = block.ledger_info.version;
  PP_TRY(auto path, from_.ledger.prove_inclusion(version, size));
  return proof::BlockEnd{.leaf = {.epoch = block.context.epoch,
                                  .round = block.context.round,
                                  .block_id = block.context.id,
                                  .timestamp = block.context.timestamp,
                                  .state_root = block.ledger_info.state_root,
                                  .first_version = block.first_version},
                         .version = version,
                         .path = std::move(path)};
}

Result<proof::Moment> ProofRpc::moment(TimestampUs time, const LedgerInfo& info) const {
  const std::uint64_t size = info.version.value() + 1;
  PP_TRY(const auto block, block_at_time(time, info.height));
  PP_TRY(auto end, block_end(block, size));
  proof::Moment out{.time = time, .end = std::move(end), .next = std::nullopt};
  if (block.ledger_info.version < info.version) {
    PP_TRY(const auto later, from_.ledger.block_of(block.ledger_info.version.next()));
    PP_TRY(out.next, block_end(later, size));
  }
  return out;
}

Result<proof::Touch> ProofRpc::touch(const store::StoredTransaction& transaction,
                                     const Address& address, std::uint64_t size) const {
  const auto shown = codec::shown_of_account(transaction.receipt, address);
  CHECK(shown);
  PP_TRY(auto path, from_.ledger.prove_inclusion(transaction.version, size));
  proof::Touch out{.version = transaction.version,
                   .receipt = codec::excerpt_of(transaction.receipt, *shown),
                   .balances = {},
                   .path = std::move(path)};
  const auto& account = transaction.receipt.accounts[shown->account];
  if (account.balances.size() > codec::kBalancesShownMax) out.balances = account.balances;
  return out;
}

Result<proof::BalanceProof> ProofRpc::prove(const Newest& state, const Address& address,
                                            Version version, const std::optional<TimestampUs>& time,
                                            const Around& around,
                                            const execution::GenesisState* first) const {
  const LedgerInfo& info = state.certificate.ledger_info;
  const std::uint64_t size = info.version.value() + 1;
  proof::BalanceProof out;
  PP_TRY(out.epochs, steps_to(from_.ledger, info.epoch));
  out.certificate = state.certificate;
  out.address = address;
  out.version = version;
  if (time) {
    PP_TRY(out.moment, moment(*time, info));
  }
  if (around.before) {
    PP_TRY(out.before, touch(*around.before, address, size));
  } else {
    CHECK(first);
    PP_TRY(const auto block, from_.ledger.block_at(Height(0)));
    PP_TRY(auto end, block_end(block, size));
    out.before = proof::Beginning{
        .genesis = std::move(end),
        .evidence = proof::evidence_of(first->block->tree, address, first->state.account(address))};
  }
  if (around.after) {
    PP_TRY(out.after, touch(*around.after, address, size));
  } else {
    out.after = proof::evidence_of(state.tree, address, state.account ? &*state.account : nullptr);
  }
  return out;
}

namespace {

/// What the account held, without the proof of it.
void render_balance(json::object& out, const proof::BalanceProof& proof, const Renderer& render) {
  out["exists"] = true;
  if (const auto* touch = std::get_if<proof::Touch>(&proof.before)) {
    const auto account = std::ranges::find(touch->receipt.accounts.shown, proof.address,
                                           &codec::AccountExcerpt::address);
    const bool many = account->currencies > codec::kBalancesShownMax;
    out["sequence_number"] = account->sequence_number.value();
    out["balances"] = render.balances(many ? touch->balances : account->balances);
  } else if (const auto& first = std::get<proof::Beginning>(proof.before).evidence.account) {
    out["sequence_number"] = first->sequence_number.value();
    out["balances"] = render.balances(first->balances);
  } else {
    out["exists"] = false;
  }
}

}  // namespace

ProofRpc::Reply ProofRpc::get_account(http::Request request) {
  const auto with_proof = query_flag(request, "proof");
  if (!with_proof) co_return Rpc::from_error(with_proof.error());
  const bool past = request.query.has("version") || request.query.has("time");
  if (!*with_proof && !past) co_return co_await rpc_.get_account(std::move(request));
  if (auto refusal = rpc_.refuse_reader(request)) co_return std::move(*refusal);
  const auto address =
      crypto::parse_address(request.captures.get("address").value_or(""), is_test_chain(chain_id_));
  if (!address) co_return Rpc::from_error(address.error());
  const auto cursor = query_optional_number(request, "cursor");
  if (!cursor) co_return Rpc::from_error(cursor.error());
  const auto state = co_await newest(*address, false);
  if (!state) co_return nothing_certified();
  const LedgerInfo& info = state->certificate.ledger_info;
  const auto version = version_asked_for(request, info);
  if (!version) co_return Rpc::from_error(version.error());

  std::optional<Version> from = state->account ? state->account->last_version : std::nullopt;
  if (*cursor) {
    if (!from || **cursor > from->value() || **cursor <= version->value()) {
      co_return Rpc::from_error({"malformed", "This cursor is not of this account's history."});
    }
    from = Version(**cursor);
  }
  const auto around = find_around(*address, *version, from);
  if (!around) co_return Rpc::from_error(around.error());
  json::object out{{"address", crypto::address_text(*address, is_test_chain(chain_id_))},
                   {"version", version->value()},
                   {"next_cursor", nullptr}};
  if (around->reached) {  // further back than one answer goes
    out["next_cursor"] = to_string(*around->reached);
    co_return rpc_.as_of(info, rpc_.answer(200, out));
  }
  const auto time = request.query.has("time") ? parse_time(*request.query.get("time"))
                                              : Result<TimestampUs>(TimestampUs());
  Genesis genesis;
  if (!around->before) {
    auto read = co_await this->genesis();
    if (!read) co_return Rpc::from_error(read.error());
    genesis = std::move(*read);
  }
  const auto proof = prove(*state, *address, *version,
                           request.query.has("time") ? std::optional(*time) : std::nullopt, *around,
                           genesis ? &genesis->state : nullptr);
  if (!proof) co_return Rpc::from_error(proof.error());
  render_balance(out, *proof, rpc_.renderer());
  if (*with_proof) out["proof"] = to_hex(proof::encode(*proof));
  co_return rpc_.as_of(info, rpc_.answer(200, out));
}

// --- Supplies -----------------------------------------------------------------------------------

ProofRpc::Reply ProofRpc::get_supply(http::Request request) {
  const auto with_proof = query_flag(request, "proof");
  if (!with_proof) co_return Rpc::from_error(with_proof.error());
  if (!*with_proof) co_return co_await rpc_.get_supply(std::move(request));
  const auto state = co_await newest(std::nullopt, true);
  if (!state) co_return nothing_certified();
  const LedgerInfo& info = state->certificate.ledger_info;
  proof::SupplyProof proof;
  auto steps = steps_to(from_.ledger, info.epoch);
  if (!steps) co_return Rpc::from_error(steps.error());
  proof.epochs = std::move(*steps);
  proof.certificate = state->certificate;
  for (const Currency& currency : state->currencies) {
    const Hash path = state::state_path(state::StateKey::of(currency.code));
    proof.currencies.push_back({currency, state->tree.prove(path).siblings});
  }
  json::array data;
  for (const Currency& currency : state->currencies) {
    data.push_back(
        json::object{{"currency", currency.code.view()},
                     {"supply", rpc_.renderer().amount(currency.code, currency.supply.value())}});
  }
  json::object out{{"data", std::move(data)}, {"next_cursor", nullptr}};
  out["proof"] = to_hex(proof::encode(proof));
  co_return rpc_.as_of(info, rpc_.answer(200, out));
}

// --- History ------------------------------------------------------------------------------------

ProofRpc::Reply ProofRpc::get_consistency(http::Request request) {
  const std::uint64_t newest = from_.ledger.latest_ledger_info().version.value();
  const auto from = query_number(request, "from", 0, newest, 0);
  if (!from) co_return Rpc::from_error(from.error());
  const auto to = query_number(request, "to", *from, newest, newest);
  if (!to) co_return Rpc::from_error(to.error());
  const auto path = from_.ledger.prove_consistency(*from + 1, *to + 1);
  if (!path) co_return Rpc::from_error(path.error());
  json::array hashes;
  for (const Hash& hash : *path) hashes.push_back(json::string(hash.hex()));
  co_return rpc_.answer(200,
                        json::object{{"from", *from}, {"to", *to}, {"path", std::move(hashes)}});
}

ProofRpc::Reply ProofRpc::get_block_of_round(http::Request request) {
  if (auto refusal = rpc_.refuse_reader(request)) co_return std::move(*refusal);
  const auto number = [&request](std::string_view name) -> std::optional<std::uint64_t> {
    const std::string_view text = request.captures.get(name).value_or("");
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) {
      return std::nullopt;
    }
    return value;
  };
  const auto epoch = number("epoch");
  const auto round = number("round");
  if (!epoch || !round) {
    co_return Rpc::from_error({"malformed", "Epoch and round are whole numbers."});
  }
  // Heights ascend by epoch, then round.
  const std::pair wanted(*epoch, *round);
  std::uint64_t low = 0;
  std::uint64_t high = from_.ledger.latest_ledger_info().height.value();
  while (low < high) {
    const std::uint64_t middle = low + (high - low) / 2;
    const auto block = from_.ledger.block_at(Height(middle));
    if (!block) co_return Rpc::from_error(block.error());
    const std::pair at(block->context.epoch.value(), block->context.round.value());
    if (at < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const auto block = from_.ledger.block_at(Height(low));
  if (!block) co_return Rpc::from_error(block.error());
  if (std::pair(block->context.epoch.value(), block->context.round.value()) != wanted) {
    co_return Rpc::from_error({"not_found", "No final block of this round."});
  }
  co_return rpc_.answer(200, rpc_.renderer().block(*block));
}

// What executing the chain again needs: blocks as they were proposed, and their batches.
ProofRpc::Reply ProofRpc::get_chain(http::Request request) {
  if (auto refusal = rpc_.refuse_reader(request)) co_return std::move(*refusal);
  const auto from = query_number(request, "from_height", 1, kCounterMax, 1);
  if (!from) co_return Rpc::from_error(from.error());
  consensus::ServeBlocks serve;
  serve.request.from_height = Height(*from);
  auto response = from_.blocks.respond(serve);
  if (!response) co_return Rpc::from_error(response.error());
  if (response->blocks.empty()) {  // the end, or so old that it is gone
    const auto block = from_.ledger.block_at(serve.request.from_height);
    if (!block && block.error().code == "pruned") co_return Rpc::from_error(block.error());
  }
  // The last may stand there for its QC alone, without its batches.
  const auto is_here = [&](const consensus::BatchReference& reference) {
    return std::ranges::any_of(
        response->batches, [&](const auto& batch) { return batch->digest == reference.digest; });
  };
  if (response->blocks.size() > 1 &&
      !std::ranges::all_of(response->blocks.back().batches, is_here)) {
    response->blocks.pop_back();
  }
  http::Response out;
  out.headers.set("Content-Type", "application/x-protobuf");
  out.body = text_of(wire::encode(consensus::Message(std::move(*response))));
  co_return rpc_.as_of(from_.ledger.latest_ledger_info(), std::move(out));
}

asio::awaitable<Result<ProofRpc::Genesis>> ProofRpc::genesis() {
  const auto read = [](GenesisSource& source) -> asio::awaitable<Result<Genesis>> {
    co_return source.whole();
  };
  co_return co_await asio::co_spawn(reading_, read(from_.genesis), asio::use_awaitable);
}

ProofRpc::Reply ProofRpc::get_genesis(http::Request request) {
  if (auto refusal = rpc_.refuse_reader(request)) co_return std::move(*refusal);
  const auto genesis = co_await this->genesis();
  if (!genesis) co_return Rpc::from_error(genesis.error());
  http::Response out;
  out.headers.set("Content-Type", "application/json");
  out.body = genesis_text((*genesis)->genesis);
  co_return out;
}

}  // namespace pennypost::node
