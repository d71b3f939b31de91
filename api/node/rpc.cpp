#include "api/node/rpc.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include <boost/json/array.hpp>

#include "api/http/json.h"
#include "api/http/problem.h"
#include "api/node/on_core.h"
#include "api/node/query.h"
#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/bech32.h"
#include "ledger/wire/ledger_wire.h"

namespace pennypost::node {
namespace {

namespace json = boost::json;
using boost::asio::awaitable;

constexpr std::size_t kPageMax = 100;
constexpr std::size_t kEpochsMax = 100;  // in one answer

http::Response not_found(const char* what) {
  return http::problem(404, "not_found", std::string(what) + " is not known here.",
                       "Check the identifier, or ask again once the ledger has it.");
}

/// L82: whoever runs an older program has to know in time that it will stop.
void tell_of_upgrade(const Upgrade& upgrade) {
  if (upgrade.next == 0) return;
  if (upgrade.next <= kProtocolVersion) {
    spdlog::info("version {} of the ledger's rules is in force from {}", upgrade.next,
                 time_text(upgrade.at));
    return;
  }
  spdlog::warn(
      "version {} of the ledger's rules is in force from {}: this program knows them up to version "
      "{} and will stop then. Install one that knows version {} before",
      upgrade.next, time_text(upgrade.at), kProtocolVersion, upgrade.next);
}

json::object step_json(const codec::EpochStep& step, const Renderer& render) {
  json::object out = render.ledger_info(step.ledger_info);
  out["canonical"] = to_hex(codec::encode(step.ledger_info));
  out["certificate"] = to_hex(codec::encode(OrderedCertificate{step.ledger_info, step.signatures}));
  return out;
}

}  // namespace

http::Response Rpc::from_error(const Error& error) {
  if (error.code == "not_found") return not_found("This");
  if (error.code == "pruned") {
    return http::problem(410, error, "Ask a node that keeps all history.");
  }
  if (error.code == "corrupt_store") {
    return http::problem(500, error, "Ask another node; this one's operator has to restore it.");
  }
  return http::problem(400, error, "Correct the request.");
}

Rpc::Rpc(RpcOptions options, boost::asio::any_io_executor executor, runtime::Validator& validator,
         const store::LedgerStore& store)
    : options_(std::move(options)),
      executor_(std::move(executor)),
      validator_(validator),
      store_(store),
      render_(options_.chain_id) {
  refresh_currencies();
  validator_.read([](const execution::SpeculativeLedger& ledger, const consensus::Status&) {
    const auto* upgrade = ledger.final_state().get<Upgrade>(state::StateKey::upgrade());
    if (upgrade != nullptr) tell_of_upgrade(*upgrade);
  });
  validator_.on_final([this](const auto& blocks, const OrderedCertificate&) {
    const auto registers = [](const Event& event) {
      return event.kind == EventKind::currency_registered;
    };
    for (const auto& block : blocks) {
      const auto changed = block->changes.entries.find(state::StateKey::upgrade());
      if (changed != block->changes.entries.end())
        tell_of_upgrade(std::get<Upgrade>(changed->second));
      for (const auto& kept : block->kept) {
        if (std::ranges::any_of(kept.receipt.events, registers)) refresh_currencies();
      }
    }
  });
}

void Rpc::refresh_currencies() {
  validator_.read([this](const execution::SpeculativeLedger& ledger, const consensus::Status&) {
    std::vector<Currency> found;
    for (const state::StateKey& key : ledger.final_state().listed()) {
      const auto* currency = ledger.final_state().get<Currency>(key);
      if (currency) found.push_back(*currency);
    }
    boost::asio::post(executor_, [this, found = std::move(found)] {
      for (const Currency& currency : found) {
        render_.set_currency(currency.code, {currency.decimals, currency.display_decimals});
      }
    });
  });
}

void Rpc::add_routes(http::Router& router) {
  const auto add = [&](std::string_view route, Reply (Rpc::*handler)(http::Request)) {
    router.add(route, [this, handler](http::Request request) {
      return (this->*handler)(std::move(request));
    });
  };
  add("GET /v1/ledger", &Rpc::get_ledger);
  add("GET /v1/validators", &Rpc::get_validators);
  add("GET /v1/currencies", &Rpc::get_currencies);
  add("GET /v1/oversight", &Rpc::get_oversight);
  add("GET /v1/parameters", &Rpc::get_parameters);
  add("GET /v1/codes", &Rpc::get_codes);
  add("GET /v1/accounts/{address}/transactions", &Rpc::get_account_transactions);
  add("GET /v1/accounts/{address}/mandates/{delegate}", &Rpc::get_mandate);
  add("GET /v1/delegates/{id}", &Rpc::get_delegate);
  add("GET /v1/transactions", &Rpc::get_transactions);
  add("GET /v1/transactions/{id}", &Rpc::get_transaction);
  add("GET /v1/receipts/{id}", &Rpc::get_receipt);
  add("GET /v1/blocks", &Rpc::get_block);
  add("GET /v1/proofs/epochs", &Rpc::get_epochs);
  add("POST /v1/transactions", &Rpc::post_transaction);
  add("POST /v1/submissions", &Rpc::post_submissions);
  add("POST /v1/ledger/tick", &Rpc::post_tick);
  add("GET /livez", &Rpc::get_livez);
  add("GET /readyz", &Rpc::get_readyz);
}

std::optional<http::Response> Rpc::refuse_reader(const http::Request& request) const {
  if (options_.sandbox) return std::nullopt;
  const auto header = request.headers.get("Authorization").value_or("");
  static constexpr std::string_view kScheme = "Bearer ";
  if (!options_.reader_token.empty() && header.starts_with(kScheme) &&
      equal_secrets(header.substr(kScheme.size()), options_.reader_token)) {
    return std::nullopt;
  }
  return http::problem(401, "unauthorized",
                       "Accounts and transactions are not public on this chain.",
                       "Send the reader's token as Authorization: Bearer.");
}

http::Response Rpc::answer(int status, const json::value& body) const {
  return as_of(store_.latest_ledger_info(), http::json_response(status, body));
}

http::Response Rpc::as_of(const LedgerInfo& info, http::Response response) const {
  response.headers.set("Pennypost-Ledger-Version", to_string(info.version));
  response.headers.set("Pennypost-Chain-Id", to_string(info.chain_id));
  response.headers.set("Pennypost-Timestamp", time_text(info.timestamp));
  return response;
}

Rpc::Reply Rpc::get_ledger(http::Request) {
  const auto certificate = store_.latest_certificate();
  json::object out =
      render_.ledger_info(certificate ? certificate->ledger_info : store_.latest_ledger_info());
  out["waypoint"] = store_.waypoint().text();
  out["certificate"] = nullptr;
  const auto upgrade = co_await on_core<Upgrade>(
      validator_, [](const execution::SpeculativeLedger& ledger, const consensus::Status&) {
        const auto* found = ledger.final_state().get<Upgrade>(state::StateKey::upgrade());
        return found != nullptr ? *found : Upgrade{};
      });
  out["upgrade"] = render_.upgrade(upgrade);
  if (certificate) out["certificate"] = to_hex(codec::encode(*certificate));
  co_return answer(200, out);
}

codec::EpochStep newest_step(const store::LedgerStore& store) {
  // What ends the newest final block's epoch, or what began it.
  const Epoch epoch = store.latest_ledger_info().epoch;
  if (auto next = store.epoch_step(epoch.next())) return std::move(*next);
  auto step = store.epoch_step(epoch);
  CHECK(step);
  return std::move(*step);
}

namespace {

json::object set_json(Epoch epoch, const ValidatorSet& set) {
  json::array validators;
  for (std::size_t i = 0; i < set.size(); ++i) {
    const Validator& validator = set.validators[i];
    validators.push_back(json::object{{"index", i},
                                      {"name", validator.name},
                                      {"consensus_key", validator.consensus_key.hex()},
                                      {"network_key", validator.network_key.hex()},
                                      {"power", validator.power.value()}});
  }
  return json::object{{"epoch", epoch.value()},
                      {"total", set.total().value()},
                      {"quorum", set.quorum().value()},
                      {"validators", std::move(validators)},
                      {"set", to_hex(codec::encode(set))}};
}

}  // namespace

/// Those who agree now, and beside them those of the next epoch where it is decided and this node
/// has not entered it yet.
Rpc::Reply Rpc::get_validators(http::Request) {
  const runtime::Membership now = validator_.membership();
  json::object out = set_json(now.epoch, now.validators);
  out["next"] = nullptr;
  if (const auto next = store_.epoch_step(now.epoch.next())) {
    out["next"] = set_json(now.epoch.next(), next->next_validators);
  }
  co_return answer(200, out);
}

namespace {

awaitable<std::vector<Currency>> read_currencies(runtime::Validator& validator) {
  auto found = co_await on_core<std::vector<Currency>>(
      validator, [](const execution::SpeculativeLedger& ledger, const consensus::Status&) {
        std::vector<Currency> out;
        for (const state::StateKey& key : ledger.final_state().listed()) {
          const auto* currency = ledger.final_state().get<Currency>(key);
          if (currency) out.push_back(*currency);
        }
        return out;
      });
  std::ranges::sort(found, {}, &Currency::code);
  co_return found;
}

}  // namespace

Rpc::Reply Rpc::get_currencies(http::Request) {
  json::array out;
  for (const Currency& currency : co_await read_currencies(validator_)) {
    out.push_back(render_.currency(currency));
  }
  co_return answer(200, json::object{{"data", std::move(out)}, {"next_cursor", nullptr}});
}

Rpc::Reply Rpc::get_supply(http::Request) {
  json::array out;
  for (const Currency& currency : co_await read_currencies(validator_)) {
    out.push_back(json::object{{"currency", currency.code.view()},
                               {"supply", render_.amount(currency.code, currency.supply.value())}});
  }
  co_return answer(200, json::object{{"data", std::move(out)}, {"next_cursor", nullptr}});
}

namespace {

awaitable<std::optional<Account>> read_account(runtime::Validator& validator, Address address) {
  return on_core<std::optional<Account>>(
      validator, [address](const execution::SpeculativeLedger& ledger, const consensus::Status&) {
        const Account* account = ledger.final_state().account(address);
        return account != nullptr ? std::optional(*account) : std::nullopt;
      });
}

}  // namespace

Rpc::Reply Rpc::get_account(http::Request request) {
  if (auto refusal = refuse_reader(request)) co_return std::move(*refusal);
  const auto address = crypto::parse_address(request.captures.get("address").value_or(""),
                                             is_test_chain(options_.chain_id));
  if (!address) co_return from_error(address.error());
  const auto account = co_await read_account(validator_, *address);
  if (!account) {
    co_return http::problem(404, "unknown_account", "This account does not exist.",
                            "Check the address.");
  }
  co_return answer(200, render_.account(*address, *account));
}

// History is a chain of back pointers from the account to the versions that touched it.
Rpc::Reply Rpc::get_account_transactions(http::Request request) {
  if (auto refusal = refuse_reader(request)) co_return std::move(*refusal);
  const auto address = crypto::parse_address(request.captures.get("address").value_or(""),
                                             is_test_chain(options_.chain_id));
  if (!address) co_return from_error(address.error());
  const auto limit = query_number(request, "limit", 1, kPageMax, 20);
  if (!limit) co_return from_error(limit.error());
  const auto cursor = query_optional_number(request, "cursor");
  if (!cursor) co_return from_error(cursor.error());

  std::optional<Version> at;
  if (*cursor) {
    at = Version(**cursor);
  } else {
    const auto account = co_await read_account(validator_, *address);
    if (!account) {
      co_return http::problem(404, "unknown_account", "This account does not exist.",
                              "Check the address.");
    }
    at = account->last_version;
  }
  json::array data;
  while (at && data.size() < *limit) {
    // The core may be a moment ahead of the store: such a version is read next time.
    auto transaction = store_.transaction_at(*at);
    if (!transaction) co_return from_error(transaction.error());
    const auto& accounts = transaction->receipt.accounts;
    const auto touched = std::ranges::find(accounts, *address, &TouchedAccount::address);
    if (touched == accounts.end()) {
      co_return http::problem(400, "malformed", "This cursor is not of this account's history.",
                              "Begin again without a cursor.");
    }
    data.push_back(render_.transaction(*transaction));
    at = touched->previous;
  }
  json::object out{{"data", std::move(data)}, {"next_cursor", nullptr}};
  if (at) out["next_cursor"] = to_string(*at);
  co_return answer(200, out);
}

Rpc::Reply Rpc::get_transactions(http::Request request) {
  if (auto refusal = refuse_reader(request)) co_return std::move(*refusal);
  const auto from = query_number(request, "from_version", 0, kCounterMax, 0);
  if (!from) co_return from_error(from.error());
  const auto limit = query_number(request, "limit", 1, kPageMax, 20);
  if (!limit) co_return from_error(limit.error());
  const std::uint64_t newest = store_.latest_ledger_info().version.value();
  json::array data;
  std::uint64_t version = *from;
  for (; version <= newest && data.size() < *limit; ++version) {
    const auto transaction = store_.transaction_at(Version(version));
    if (transaction) {
      data.push_back(render_.transaction(*transaction));
    } else if (transaction.error().code != "not_found") {
      co_return from_error(transaction.error());
    }
  }
  json::object out{{"data", std::move(data)}, {"next_cursor", nullptr}};
  if (version <= newest) out["next_cursor"] = std::to_string(version);
  co_return answer(200, out);
}

namespace {

/// Which part of a long receipt the file should show: `leg` is an event's number, `account` one of
/// those touched; the first event, where nothing is asked for.
Result<codec::Shown> shown_by(const http::Request& request, const Receipt& receipt, ChainId chain) {
  const auto account = request.query.get("account");
  if (account) {
    if (request.query.has("leg")) return fail("malformed", "Name a leg or an account, not both.");
    PP_TRY(const Address address, crypto::parse_address(*account, is_test_chain(chain)));
    const auto shown = codec::shown_of_account(receipt, address);
    if (!shown) return fail("not_touched", "The transaction did not touch this account.");
    return *shown;
  }
  const std::uint64_t events = std::max<std::size_t>(receipt.events.size(), 1);
  PP_TRY(const std::uint64_t leg, query_number(request, "leg", 0, events - 1, 0));
  return codec::shown_of_event(receipt, static_cast<std::uint32_t>(leg));
}

}  // namespace

Result<void> Rpc::learn_steps(Epoch until) const {
  while (steps_.size() < until.value()) {
    PP_TRY(const auto step, store_.epoch_step(Epoch(steps_.size() + 1)));
    steps_.emplace_back(step);
  }
  return {};
}

Result<codec::ReceiptFile> Rpc::receipt_file(const store::StoredTransaction& transaction,
                                             const codec::Shown& shown) const {
  PP_TRY(const Bytes submitted, store_.signed_transaction(transaction));
  PP_TRY(Bytes signed_bytes, wire::signed_bytes(submitted));
  return receipt_file(transaction, shown, std::move(signed_bytes));
}

Result<codec::ReceiptFile> Rpc::receipt_file(const store::StoredTransaction& transaction,
                                             const codec::Shown& shown, Bytes signed_bytes) const {
  const auto certificate = store_.latest_certificate();
  if (!certificate) return fail("not_found", "Nothing is final yet.");
  const LedgerInfo& info = certificate->ledger_info;
  PP_CHECKED(learn_steps(info.epoch));
  codec::ReceiptFile file;
  file.epochs.assign(steps_.begin(),
                     steps_.begin() + static_cast<std::ptrdiff_t>(info.epoch.value()));
  file.certificate = *certificate;
  file.version = transaction.version;
  file.receipt = codec::excerpt_of(transaction.receipt, shown);
  PP_TRY(file.path, store_.prove_inclusion(transaction.version, info.version.value() + 1));
  file.signed_bytes = std::move(signed_bytes);
  codec::fit(file);
  return file;
}

http::Response Rpc::answer_transaction(const store::StoredTransaction& transaction,
                                       const std::optional<codec::Shown>& proof) const {
  json::object out = render_.transaction(transaction);
  if (proof) {
    const auto file = receipt_file(transaction, *proof);
    if (!file) return from_error(file.error());
    out["receipt_file"] = to_hex(codec::encode(*file));
  }
  return answer(200, out);
}

namespace {

awaitable<bool> waits_for(runtime::Validator& validator, TransactionId id) {
  return boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void(bool)>(
      [&validator, id](auto handler) {
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        validator.waits_for(id, [shared](bool waits) {
          boost::asio::post(boost::asio::get_associated_executor(*shared),
                            [shared, waits]() mutable { (*shared)(waits); });
        });
      },
      boost::asio::use_awaitable);
}

/// The header says whether it was submitted here and may still come.
http::Response unknown_yet(bool waiting) {
  http::Response out = not_found("This");
  out.headers.set("Pennypost-Waiting", waiting ? "true" : "false");
  return out;
}

}  // namespace

Rpc::Reply Rpc::get_transaction(http::Request request) {
  const auto id = TransactionId::from_hex(request.captures.get("id").value_or(""));
  if (!id)
    co_return http::problem(400, "malformed", "A transaction id is 64 hex digits.",
                            "Correct the id.");
  const auto with_proof = query_flag(request, "proof");
  if (!with_proof) co_return from_error(with_proof.error());
  // Absence is of a version: read before looking, so that what the header names was looked through.
  const LedgerInfo seen = store_.latest_ledger_info();
  const auto transaction = store_.transaction_by_id(*id);
  if (!transaction && transaction.error().code == "not_found") {
    co_return as_of(seen, unknown_yet(co_await waits_for(validator_, *id)));
  }
  if (!transaction) co_return as_of(seen, from_error(transaction.error()));
  if (!*with_proof) co_return answer_transaction(*transaction, std::nullopt);
  const auto shown = shown_by(request, transaction->receipt, options_.chain_id);
  if (!shown) co_return from_error(shown.error());
  co_return answer_transaction(*transaction, *shown);
}

Rpc::Reply Rpc::get_receipt(http::Request request) {
  const auto id = TransactionId::from_hex(request.captures.get("id").value_or(""));
  if (!id)
    co_return http::problem(400, "malformed", "A transaction id is 64 hex digits.",
                            "Correct the id.");
  const auto transaction = store_.transaction_by_id(*id);
  if (!transaction) co_return from_error(transaction.error());
  const auto shown = shown_by(request, transaction->receipt, options_.chain_id);
  if (!shown) co_return from_error(shown.error());
  const auto file = receipt_file(*transaction, *shown);
  if (!file) co_return from_error(file.error());
  http::Response response;
  response.headers.set("Content-Type", "application/octet-stream");
  response.headers.set("Content-Disposition", "attachment; filename=\"" + id->hex() + ".receipt\"");
  response.body = text_of(codec::encode(*file));
  co_return response;
}

Rpc::Reply Rpc::get_block(http::Request request) {
  if (auto refusal = refuse_reader(request)) co_return std::move(*refusal);
  const auto version =
      query_number(request, "version", 0, kCounterMax, store_.latest_ledger_info().version.value());
  if (!version) co_return from_error(version.error());
  const auto block = store_.block_of(Version(*version));
  if (!block) co_return from_error(block.error());
  co_return answer(200, render_.block(*block));
}

Rpc::Reply Rpc::get_epochs(http::Request request) {
  const auto from = query_number(request, "from", 1, kCounterMax, 1);
  if (!from) co_return from_error(from.error());
  json::array data;
  std::uint64_t epoch = *from;
  for (; data.size() < kEpochsMax; ++epoch) {
    const auto step = store_.epoch_step(Epoch(epoch));
    if (!step) break;
    json::object entry = step_json(*step, render_);
    entry["starts_epoch"] = epoch;
    entry["set"] = to_hex(codec::encode(step->next_validators));
    data.push_back(std::move(entry));
  }
  co_return answer(200, json::object{{"data", std::move(data)}, {"next_cursor", nullptr}});
}

}  // namespace pennypost::node
