#include "api/commands/audit/audit.h"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <charconv>
#include <fstream>
#include <iostream>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "api/audit/audit.h"
#include "api/client/verifier.h"
#include "api/custodian/key_file.h"
#include "api/http/client.h"
#include "api/http/json.h"
#include "api/node/render.h"
#include "ledger/crypto/bech32.h"

namespace pennypost::commands {
namespace {

namespace json = boost::json;

constexpr std::uint64_t kProgressBlocks = 1'000;
constexpr int kCursorsMax = 1'000'000;  // answers followed to find one version

/// Says what is wrong, in the form asked for; the exit status.
int refuse(const AuditFrom& from, const Error& error, json::object fields = {}) {
  const int status = error.code == "wrong_usage" ? 2 : 1;
  if (from.as_json && status != 2) {
    fields["valid"] = false;
    fields["code"] = error.code;
    fields["detail"] = error.message;
    std::cout << json::serialize(fields) << "\n";
  } else {
    // What was not to be had says nothing against what is in it.
    const bool looked = error.code != "pruned" && error.code != "unavailable";
    std::cerr << (status == 2 ? "pennypost audit: "
                              : (looked ? "NOT VALID (" : "NOT VERIFIED (") + error.code + "): ")
              << error.message << "\n";
  }
  return status;
}

std::unexpected<Error> wrong_usage(const std::string& what) {
  return fail("wrong_usage", what);
}

Result<std::optional<Waypoint>> read_waypoint(const AuditFrom& from) {
  if (from.waypoint.empty()) return std::nullopt;
  auto waypoint = Waypoint::parse(from.waypoint);
  if (!waypoint) return wrong_usage(waypoint.error().message);
  return *waypoint;
}

Result<std::string> read_token(const AuditFrom& from) {
  if (from.token_file.empty()) return std::string();
  return custodian::read_secret_file(from.token_file);
}

Result<std::unique_ptr<audit::ChainSource>> open_source(const AuditFrom& from) {
  if (from.data.empty() == from.node.empty()) {
    return wrong_usage("name either a data folder (--data) or a node (--node).");
  }
  spdlog::set_level(spdlog::level::off);  // what the store complains of stands in the error
  if (!from.data.empty()) return audit::open_folder(from.data, from.genesis);
  PP_TRY(const std::string token, read_token(from));
  return audit::open_node(from.node, token);
}

struct At {
  std::optional<Version> version;
  std::optional<TimestampUs> time;
};

/// A version, or a time as RFC 3339 writes it.
Result<At> read_at(const std::string& text) {
  At out;
  if (text.empty()) return out;
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() && number <= kCounterMax) {
    out.version = Version(number);
    return out;
  }
  const auto time = node::parse_time(text);
  if (!time)
    return wrong_usage("--at takes a version, or a time like 2026-11-21T17:55:32.000000Z.");
  out.time = *time;
  return out;
}

/// One line that is written over, for a person who waits.
void show_progress(Height at, Height newest) {
  static std::uint64_t shown = 0;
  if (::isatty(STDERR_FILENO) == 0) return;
  if (at < newest && at.value() < shown + kProgressBlocks && at.value() >= shown) return;
  shown = at.value();
  std::cerr << "\rblock " << at.value() << " of " << newest.value() << (at < newest ? "" : "\n")
            << std::flush;
}

node::Renderer renderer_of(const audit::Replay& replay) {
  node::Renderer render(replay.chain_id());
  for (const auto& [key, entry] : replay.state().entries()) {
    const auto* currency = std::get_if<Currency>(&entry);
    if (currency != nullptr) {
      render.set_currency(currency->code, {currency->decimals, currency->display_decimals});
    }
  }
  return render;
}

json::array totals_json(const audit::Replay& replay) {
  const node::Renderer render = renderer_of(replay);
  json::array out;
  for (const auto& [code, totals] : replay.books().totals()) {
    out.push_back(json::object{{"currency", code.view()},
                               {"supply", render.amount(code, totals.supply)},
                               {"balances", render.amount(code, totals.balances)},
                               {"held", render.amount(code, totals.held)}});
  }
  return out;
}

std::string text_in(const json::value& object, std::string_view name) {
  return std::string(object.get_object().at(name).get_string());
}

int report_failure(const AuditFrom& from, const audit::Failure& failure) {
  if (failure.error.code == "wrong_usage") return refuse(from, failure.error);
  const std::string where =
      "version " + to_string(failure.version) + ", height " + to_string(failure.height) + ": ";
  return refuse(
      from,
      {failure.error.code, from.as_json ? failure.error.message : where + failure.error.message},
      {{"version", failure.version.value()}, {"height", failure.height.value()}});
}

/// What an audit could not see where older history is gone, in words; empty where it saw all.
struct Unseen {
  std::string what;
  std::string next;
};
std::optional<Unseen> unseen_of(const audit::Replay& replay) {
  if (!replay.resumed()) return std::nullopt;
  const Version first = replay.resumed()->first;
  const std::string before = to_string(Version(first.value() - 1));
  const std::string settled = to_string(*replay.resumed()->settled);
  return Unseen{
      .what =
          "Versions 0 to " + before +
          " are pruned here, and nothing of them was checked but that "
          "the certified history builds on them. Versions " +
          to_string(first) + " to " + settled +
          ": blocks, certificates, signatures, receipts and books were checked, not executed "
          "again, because the state that they began with is gone. It was executed again from the "
          "certified state of version " +
          settled + " on.",
      .next =
          "For the rest, audit a node or a folder that keeps all of the history (in its "
          "configuration node.keep_history_days = 0): pennypost audit verify --node URL, or --data "
          "FOLDER. Its waypoint has to be the same."};
}

json::object summary_of(const audit::Replay& replay) {
  const LedgerInfo& info = replay.last_block().ledger_info;
  const auto& resumed = replay.resumed();
  return {{"valid", true},
          {"complete", !resumed},
          {"verified_from_version", resumed ? resumed->first.value() : 0},
          {"executed_from_version", resumed ? resumed->settled->next().value() : 0},
          {"chain_id", replay.chain_id().value()},
          {"waypoint", replay.waypoint().text()},
          {"epoch", replay.epoch().value()},
          {"height", info.height.value()},
          {"version", info.version.value()},
          {"timestamp", node::time_text(info.timestamp)},
          {"state_root", info.state_root.hex()},
          {"accumulator_root", info.accumulator_root.hex()},
          {"transactions", replay.transactions()},
          {"discarded", replay.discarded()},
          {"currencies", totals_json(replay)}};
}

}  // namespace

int audit_verify(const AuditFrom& from) {
  const auto waypoint = read_waypoint(from);
  if (!waypoint) return refuse(from, waypoint.error());
  const auto source = open_source(from);
  if (!source) return refuse(from, source.error());
  const auto replay = audit::replay_chain(**source, {.waypoint = *waypoint,
                                                     .until = std::nullopt,
                                                     .until_time = std::nullopt,
                                                     .progress = show_progress});
  if (!replay) return report_failure(from, replay.error());
  json::object summary = summary_of(*replay);
  const auto unseen = unseen_of(*replay);
  if (unseen && from.complete) {
    return refuse(from, {"pruned", unseen->what + " " + unseen->next});
  }
  if (from.as_json) {
    if (unseen) summary["not_verified"] = unseen->what;
    if (unseen) summary["next"] = unseen->next;
    std::cout << json::serialize(summary) << "\n";
    return 0;
  }
  if (unseen) {
    std::cout << "VALID FROM VERSION " << summary["verified_from_version"]
              << " ON: " << summary["transactions"] << " transactions, up to version "
              << summary["version"] << ", height " << summary["height"] << ", waypoint "
              << replay->waypoint().text() << "\n  " << unseen->what << "\n  " << unseen->next
              << "\n";
  } else {
    std::cout << "VALID: " << summary["transactions"] << " transactions in " << summary["height"]
              << " blocks, up to version " << summary["version"] << ", executed again from "
              << replay->waypoint().text() << "\n";
  }
  if (!*waypoint) std::cout << "  Compare that waypoint with the one that you trust.\n";
  for (const json::value& entry : summary["currencies"].get_array()) {
    std::cout << "  " << text_in(entry, "currency") << " supply " << text_in(entry, "supply")
              << " = balances " << text_in(entry, "balances") << " + held "
              << text_in(entry, "held") << "\n";
  }
  return 0;
}

// --- Supplies -----------------------------------------------------------------------------------

namespace {

/// GET, as an object.
Result<json::object> ask(const AuditFrom& from, const std::string& target) {
  PP_TRY(const std::string token, read_token(from));
  http::ClientOptions options;
  if (!token.empty()) options.default_headers.set("Authorization", "Bearer " + token);
  PP_TRY(const auto answer, http::fetch(from.node + target, {}, options));
  auto body = http::parse_json(answer.body);
  if (!body || !body->is_object()) {
    return fail("unavailable", from.node + " does not answer as a node does.");
  }
  if (answer.status == 200) return std::move(body->get_object());
  const json::value* detail = body->get_object().if_contains("detail");
  const json::value* code = body->get_object().if_contains("code");
  return fail(code != nullptr && code->is_string() ? std::string(code->get_string())
                                                   : std::string("unavailable"),
              detail != nullptr && detail->is_string() ? std::string(detail->get_string())
                                                       : "The node refused.");
}

Result<Bytes> proof_in(const json::object& body) {
  const json::value* hex = body.if_contains("proof");
  auto bytes = hex != nullptr && hex->is_string() ? from_hex(hex->get_string()) : std::nullopt;
  if (!bytes) return fail("malformed", "The node's answer has no proof.");
  return std::move(*bytes);
}

Result<proof::SupplyProof> fetch_supply(const AuditFrom& from, const Waypoint& waypoint) {
  PP_TRY(const json::object body, ask(from, "/v1/supply?proof=true"));
  PP_TRY(const Bytes bytes, proof_in(body));
  PP_TRY(auto supply, proof::decode_supply_proof(bytes));
  PP_CHECKED(proof::verify_supply_proof(supply, waypoint, crypto::verify));
  return supply;
}

/// The newest supplies, proven from the waypoint.
int proven_supply(const AuditFrom& from, const Waypoint& waypoint) {
  const auto supply = fetch_supply(from, waypoint);
  if (!supply) return refuse(from, supply.error());
  const LedgerInfo& info = supply->certificate.ledger_info;
  json::array list;
  for (const auto& entry : supply->currencies) {
    const Currency& currency = entry.currency;
    list.push_back(json::object{
        {"currency", currency.code.view()},
        {"supply",
         format_amount(currency.supply.value(), currency.decimals, currency.display_decimals)},
        {"issuer", crypto::address_text(currency.issuer, is_test_chain(info.chain_id))}});
  }
  if (from.as_json) {
    std::cout << json::serialize(json::object{{"valid", true},
                                              {"chain_id", info.chain_id.value()},
                                              {"version", info.version.value()},
                                              {"timestamp", node::time_text(info.timestamp)},
                                              {"currencies", std::move(list)}})
              << "\n";
    return 0;
  }
  std::cout << "VALID: version " << info.version.value() << ", " << node::time_text(info.timestamp)
            << "\n";
  for (const json::value& entry : list) {
    std::cout << "  " << text_in(entry, "currency") << " " << text_in(entry, "supply") << "\n";
  }
  return 0;
}

}  // namespace

int audit_supply(const AuditFrom& from, const std::string& at) {
  const auto waypoint = read_waypoint(from);
  if (!waypoint) return refuse(from, waypoint.error());
  const auto when = read_at(at);
  if (!when) return refuse(from, when.error());
  if (at.empty() && from.data.empty() && !from.node.empty()) {
    if (!*waypoint) {
      return refuse(from, {"wrong_usage", "--waypoint is needed: a proof begins at it."});
    }
    return proven_supply(from, **waypoint);
  }
  const auto source = open_source(from);
  if (!source) return refuse(from, source.error());
  const auto replay = audit::replay_chain(**source, {.waypoint = *waypoint,
                                                     .until = when->version,
                                                     .until_time = when->time,
                                                     .progress = show_progress});
  if (!replay) return report_failure(from, replay.error());
  const LedgerInfo& info = replay->last_block().ledger_info;
  if (when->version && info.version < *when->version) {
    return refuse(
        from, {"beyond_certified", "The chain ends at version " + to_string(info.version) + "."});
  }
  json::object summary = summary_of(*replay);
  if (from.as_json) {
    std::cout << json::serialize(summary) << "\n";
    return 0;
  }
  std::cout << "VALID: executed again up to version " << info.version.value() << ", "
            << node::time_text(info.timestamp) << "\n";
  for (const json::value& entry : summary["currencies"].get_array()) {
    std::cout << "  " << text_in(entry, "currency") << " " << text_in(entry, "supply") << "\n";
  }
  return 0;
}

// --- Balances -----------------------------------------------------------------------------------

namespace {

struct BalanceAnswer {
  proof::ProvenBalance balance;
  std::vector<Currency> currencies;  // how amounts are written; proven too
  Bytes proof;
};

Result<Bytes> fetch_balance_proof(const AuditBalance& asked, const At& at) {
  std::string target = "/v1/accounts/" + http::encode_component(asked.account) + "?proof=true";
  if (at.version) target += "&version=" + to_string(*at.version);
  if (at.time) target += "&time=" + http::encode_component(node::time_text(*at.time));
  std::string cursor;
  // Far back, the node goes a bounded way for one answer, and says where it got.
  for (int i = 0; i < kCursorsMax; ++i) {
    PP_TRY(const json::object body, ask(asked.from, target + cursor));
    const json::value* next = body.if_contains("next_cursor");
    if (next == nullptr || !next->is_string()) return proof_in(body);
    cursor = "&cursor=" + http::encode_component(next->get_string());
  }
  return fail("unavailable", "The node does not come to an end.");
}

Result<BalanceAnswer> find_balance(const AuditBalance& asked) {
  if (asked.from.node.empty() || !asked.from.data.empty()) {
    return wrong_usage("audit balance asks a node: name it with --node.");
  }
  PP_TRY(const auto waypoint, read_waypoint(asked.from));
  if (!waypoint) return wrong_usage("--waypoint is needed: a proof begins at it.");
  PP_TRY(const At at, read_at(asked.at));
  if (!asked.currency.empty() && !CurrencyCode::from(asked.currency)) {
    return wrong_usage("--currency takes a code like USD.");
  }
  const auto address = crypto::parse_address(asked.account, asked.account.starts_with("tpp"));
  if (!address) return wrong_usage(address.error().message);
  BalanceAnswer out;
  PP_TRY(out.proof, fetch_balance_proof(asked, at));
  PP_TRY(const auto decoded, proof::decode_balance_proof(out.proof));
  PP_TRY(out.balance, proof::verify_balance_proof(decoded, *waypoint, crypto::verify));
  if (out.balance.address != *address) {
    return fail("wrong_account", "The node proved another account's balance.");
  }
  if ((at.version && out.balance.version != *at.version) || out.balance.time != at.time) {
    return fail("wrong_version", "The node proved another version than the one asked for.");
  }
  PP_TRY(const auto supply, fetch_supply(asked.from, *waypoint));
  for (const auto& entry : supply.currencies) out.currencies.push_back(entry.currency);
  return out;
}

json::object balance_json(const BalanceAnswer& answer, const std::string& only) {
  node::Renderer render(answer.balance.certified.chain_id);
  for (const Currency& currency : answer.currencies) {
    render.set_currency(currency.code, {currency.decimals, currency.display_decimals});
  }
  json::array balances;
  for (const Balance& balance : answer.balance.balances) {
    if (!only.empty() && balance.currency.view() != only) continue;
    balances.push_back(
        json::object{{"currency", balance.currency.view()},
                     {"amount", render.amount(balance.currency, balance.amount.value())}});
  }
  json::object out{{"valid", true},
                   {"address", render.address(answer.balance.address)},
                   {"version", answer.balance.version.value()},
                   {"exists", answer.balance.exists},
                   {"balances", std::move(balances)},
                   {"certified_version", answer.balance.certified.version.value()},
                   {"certified_at", node::time_text(answer.balance.certified.timestamp)},
                   {"proof_bytes", answer.proof.size()}};
  if (answer.balance.time) out["time"] = node::time_text(*answer.balance.time);
  return out;
}

}  // namespace

int audit_balance(const AuditBalance& asked) {
  const auto answer = find_balance(asked);
  if (!answer) return refuse(asked.from, answer.error());
  if (!asked.out.empty()) {
    std::ofstream file(asked.out, std::ios::binary | std::ios::trunc);
    file << text_of(answer->proof);
    file.close();
    if (!file) return refuse(asked.from, {"write_failed", "Cannot write " + asked.out + "."});
  }
  const json::object out = balance_json(*answer, asked.currency);
  if (asked.from.as_json) {
    std::cout << json::serialize(out) << "\n";
    return 0;
  }
  std::cout << "VALID: " << out.at("address").get_string().c_str() << " at version "
            << answer->balance.version.value();
  if (answer->balance.time) std::cout << " (" << node::time_text(*answer->balance.time) << ")";
  std::cout << ":\n";
  if (!answer->balance.exists) std::cout << "  no such account\n";
  for (const json::value& entry : out.at("balances").get_array()) {
    std::cout << "  " << text_in(entry, "amount") << " " << text_in(entry, "currency") << "\n";
  }
  return 0;
}

}  // namespace pennypost::commands
