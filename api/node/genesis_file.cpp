#include "api/node/genesis_file.h"

#include <fstream>
#include <sstream>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "api/http/json.h"
#include "api/node/render.h"
#include "ledger/crypto/bech32.h"

namespace pennypost::node {
namespace {

namespace json = boost::json;

// A file of our own, with several for each of millions of accounts.
constexpr std::size_t kKeysMax = 100'000'000;

std::unexpected<Error> invalid(const std::string& what) {
  return fail("invalid_genesis", "The genesis file: " + what + ".");
}

/// Reads the fields of one object; the first that is missing or wrong is remembered.
class Fields {
 public:
  Fields(const json::value& value, std::string where) : where_(std::move(where)) {
    object_ = value.if_object();
    if (object_ == nullptr) note("is not an object");
  }

  std::string text(std::string_view name) {
    const json::value* value = get(name);
    const json::string* text = value != nullptr ? value->if_string() : nullptr;
    if (text == nullptr) {
      note("needs the text \"" + std::string(name) + "\"");
      return {};
    }
    return std::string(*text);
  }
  bool has(std::string_view name) const {
    const json::value* value = get(name);
    return value != nullptr && !value->is_null();
  }
  std::uint64_t number(std::string_view name, std::uint64_t max) {
    const json::value* value = get(name);
    std::uint64_t out = 0;
    if (value != nullptr && value->is_int64() && value->get_int64() >= 0) {
      out = static_cast<std::uint64_t>(value->get_int64());
    } else if (value != nullptr && value->is_uint64()) {
      out = value->get_uint64();
    } else {
      note("needs the whole number \"" + std::string(name) + "\"");
    }
    if (out > max) note("has a \"" + std::string(name) + "\" that is too large");
    return out <= max ? out : 0;
  }
  const json::array& list(std::string_view name) {
    static const json::array kNone;
    const json::value* value = get(name);
    const json::array* list = value != nullptr ? value->if_array() : nullptr;
    if (list == nullptr) note("needs the list \"" + std::string(name) + "\"");
    return list != nullptr ? *list : kNone;
  }
  template <class Id>
  Id hex(std::string_view name) {
    const auto id = Id::from_hex(text(name));
    if (!id)
      note("needs " + std::to_string(2 * Id::kSize) + " hex digits in \"" + std::string(name) +
           "\"");
    return id.value_or(Id{});
  }
  Address address(std::string_view name, ChainId chain) {
    const auto parsed = crypto::parse_address(text(name), is_test_chain(chain));
    if (!parsed) note("has no valid address in \"" + std::string(name) + "\"");
    return parsed.value_or(Address{});
  }
  CurrencyCode currency(std::string_view name) {
    const auto code = CurrencyCode::from(text(name));
    if (!code) note("has no valid currency code in \"" + std::string(name) + "\"");
    return code.value_or(CurrencyCode{});
  }
  void note(const std::string& what) {
    if (problem_.empty()) problem_ = where_ + " " + what;
  }
  Result<void> done() const {
    if (!problem_.empty()) return invalid(problem_);
    return {};
  }

 private:
  const json::value* get(std::string_view name) const {
    return object_ != nullptr ? object_->if_contains(name) : nullptr;
  }

  std::string where_;
  const json::object* object_ = nullptr;
  std::string problem_;
};

Result<Validator> read_validator(const json::value& value) {
  Fields fields(value, "a validator");
  Validator out;
  out.name = fields.text("name");
  out.consensus_key = fields.hex<PublicKey>("consensus_key");
  out.network_key = fields.hex<PublicKey>("network_key");
  out.power = Power(fields.number("power", kCounterMax));
  PP_CHECKED(fields.done());
  return out;
}

Result<Currency> read_currency(const json::value& value, ChainId chain) {
  Fields fields(value, "a currency");
  Currency out;
  out.code = fields.currency("code");
  out.decimals = static_cast<std::uint8_t>(fields.number("decimals", kDecimalsMax));
  out.display_decimals = static_cast<std::uint8_t>(fields.number("display_decimals", out.decimals));
  out.issuer = fields.address("issuer", chain);
  if (fields.has("policy")) {
    const std::string policy = fields.text("policy");
    if (policy == name_of(CurrencyPolicy::dealers)) {
      out.policy = CurrencyPolicy::dealers;
    } else if (policy != name_of(CurrencyPolicy::direct)) {
      fields.note("has the unknown policy \"" + policy + "\"");
    }
  }
  if (fields.has("attested_above")) {
    const std::string above = fields.text("attested_above");
    PP_CHECKED(fields.done());
    PP_TRY(out.attested_above, parse_amount(above, out.decimals, out.display_decimals));
  }
  PP_CHECKED(fields.done());
  return out;
}

Result<AccountRole> read_role(const std::string& text) {
  for (const AccountRole role :
       {AccountRole::user, AccountRole::institution, AccountRole::governance}) {
    if (text == name_of(role)) return role;
  }
  return invalid("an account has the unknown role \"" + text + "\"");
}

/// Reads an account and adds its balances to the currencies' supplies.
Result<execution::GenesisAccount> read_account(const json::value& value, ChainId chain,
                                               std::vector<Currency>& currencies) {
  Fields fields(value, "an account");
  execution::GenesisAccount out;
  out.address = fields.address("address", chain);
  out.account.authentication_key = fields.hex<AuthenticationKey>("authentication_key");
  PP_TRY(out.account.role, read_role(fields.text("role")));
  for (const json::value& entry : fields.list("balances")) {
    Fields balance(entry, "a balance");
    const CurrencyCode code = balance.currency("currency");
    const std::string text = balance.text("amount");
    PP_CHECKED(balance.done());
    const auto currency = std::ranges::find(currencies, code, &Currency::code);
    if (currency == currencies.end())
      return invalid("a balance is of a currency that is not listed");
    PP_TRY(const Amount amount, parse_amount(text, currency->decimals, currency->display_decimals));
    const auto supply = currency->supply.plus(amount.value());
    if (!supply) return invalid("a supply is too large");
    currency->supply = *supply;
    out.account.set_balance(code, amount);
  }
  PP_CHECKED(fields.done());
  return out;
}

}  // namespace

std::string genesis_text(const execution::Genesis& genesis) {
  Renderer render(genesis.chain_id);
  json::array validators;
  for (const Validator& validator : genesis.validators.validators) {
    validators.push_back(json::object{{"name", validator.name},
                                      {"consensus_key", validator.consensus_key.hex()},
                                      {"network_key", validator.network_key.hex()},
                                      {"power", validator.power.value()}});
  }
  json::array currencies;
  for (const Currency& currency : genesis.currencies) {
    render.set_currency(currency.code, {currency.decimals, currency.display_decimals});
    json::object entry = render.currency(currency);
    entry.erase("supply");  // the sum of the balances
    currencies.push_back(std::move(entry));
  }
  json::array accounts;
  for (const execution::GenesisAccount& account : genesis.accounts) {
    json::object entry = render.account(account.address, account.account);
    for (const char* name : {"sequence_number", "parent", "last_version"}) entry.erase(name);
    accounts.push_back(std::move(entry));
  }
  json::object all{{"chain_id", genesis.chain_id.value()},
                   {"timestamp", time_text(genesis.timestamp)},
                   {"governance", render.address(genesis.parameters.governance)},
                   {"validators", std::move(validators)},
                   {"currencies", std::move(currencies)},
                   {"accounts", std::move(accounts)}};
  for (const auto& [name, cap] : kCapNames) all[name] = genesis.parameters.caps.*cap;
  return json::serialize(all) + "\n";
}

Result<execution::Genesis> parse_genesis(std::string_view text) {
  PP_TRY(const json::value value, http::parse_json(text, kKeysMax));
  Fields fields(value, "the document");
  execution::Genesis out;
  out.chain_id = ChainId(static_cast<std::uint32_t>(fields.number("chain_id", UINT32_MAX)));
  const std::string timestamp = fields.text("timestamp");
  out.parameters.governance = fields.address("governance", out.chain_id);
  for (const auto& [name, cap] : kCapNames) {
    if (!fields.has(name)) continue;  // then it is as large as it can be
    out.parameters.caps.*cap = static_cast<std::uint32_t>(fields.number(name, UINT32_MAX));
  }
  const json::array& validators = fields.list("validators");
  const json::array& currencies = fields.list("currencies");
  const json::array& accounts = fields.list("accounts");
  PP_CHECKED(fields.done());
  PP_TRY(out.timestamp, parse_time(timestamp));
  for (const json::value& entry : validators) {
    PP_TRY(auto validator, read_validator(entry));
    out.validators.validators.push_back(std::move(validator));
  }
  for (const json::value& entry : currencies) {
    PP_TRY(auto currency, read_currency(entry, out.chain_id));
    out.currencies.push_back(currency);
  }
  for (const json::value& entry : accounts) {
    PP_TRY(auto account, read_account(entry, out.chain_id, out.currencies));
    out.accounts.push_back(std::move(account));
  }
  return out;
}

Result<execution::Genesis> read_genesis_file(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::stringstream text;
  if (!in || !(text << in.rdbuf())) {
    return fail("genesis_unreadable", "Cannot read the genesis file " + file.string() + ".");
  }
  return parse_genesis(text.str());
}

}  // namespace pennypost::node
