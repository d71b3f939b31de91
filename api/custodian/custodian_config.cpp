#include "api/custodian/custodian_config.h"

#include <algorithm>
#include <sstream>

#include "api/custodian/key_file.h"
#include "api/custodian/master_key.h"
#include "ledger/crypto/bech32.h"

namespace pennypost::custodian {
namespace {

constexpr config::Key kKeys[] = {
    {"custodian", "listen", "\"127.0.0.1:8402\"",
     "Where gateways ask: \"HOST:PORT\" (TLS 1.3, pinned keys), or \"unix:\" and a whole path."},
    {"custodian", "data_dir", "\"data\"", "Its database. One process at a time."},
    {"custodian", "network_key_file", "\"network.key\"",
     "Who it is on the network: 64 hex digits, mode 0600. Gateways pin the public key."},
    {"custodian", "gateways", "[]",
     "Network keys (public, 64 hex digits) of the gateways that may ask over TLS."},
    {"master", "source", "\"file\"", "Where the master key comes from: file, passphrase, command."},
    {"master", "key_file", "\"master.key\"", "For \"file\": 64 hex digits, mode 0600."},
    {"master", "salt_file", "\"master.salt\"",
     "For \"passphrase\", which is asked for at the start: made once, never lose it."},
    {"master", "command", "[]",
     "For \"command\": a program and its arguments; it prints 64 hex digits."},
    {"ledger", "chain_id", "0", "The chain's number; nothing is signed for another."},
    {"ledger", "currencies", "[\"USD 6 2\"]",
     "Each: code, decimals, digits shown. The custodian asks no node."},
    {"institution", "address", "\"\"", "Whose users these are."},
    {"institution", "key_file", "\"institution.key\"",
     "Opens accounts, and sets the delegate: 64 hex digits, mode 0600."},
    {"institution", "accounts_hour_max", "5000", "Accounts opened in an hour."},
    {"institution", "accounts_day_max", "50000", "Accounts opened in a day."},
    {"delegate", "number", "0", "Which of the institution's delegates the gateways use."},
    {"delegate", "limits", "[\"USD 50000.00 200000.00\"]",
     "Each: currency, most in an hour, most in a day, for all users together."},
    {"mandate", "limits", "[\"USD 200.00 200.00\"]",
     "Each: currency, most in a payment, most in a day, of one user without a PIN."},
    {"mandate", "new_payees_day_max", "32", "People whom a user has not paid lately, in a day."},
    {"mandate", "days_max", "30", "How long a mandate lasts; gateways renew it in time."},
    {"mandate", "signed_day_max", "24", "Mandates signed for one user in a day."},
    {"approved", "limits", "[\"USD 5000.00 10000.00\"]",
     "Each: currency, most in a payment, most in a day, of one user with PIN or device."},
    {"approved", "limits_all", "[\"USD 5000.00 100000.00\"]", "The same for all users together."},
    {"approved", "user_hour_max", "20", "Payments signed for one user in an hour."},
    {"approved", "user_day_max", "60", "And in a day."},
    {"approved", "hour_max", "2000", "Payments signed for all users in an hour."},
    {"approved", "day_max", "20000", "And in a day."},
    {"approved", "new_evidence_minutes", "1440",
     "Before a first PIN or device counts, which nothing vouched for."},
    {"approved", "reset_minutes", "1440", "From asking for a new PIN to setting it."},
    {"faucet", "key_file", "\"\"", "Gives test money away, on test chains: 64 hex digits, 0600."},
    {"faucet", "address", "\"\"", "Its account."},
    {"faucet", "limits", "[\"USD 10.00 100000.00\"]",
     "Each: currency, most in a payment, most in a day."},
    {"faucet", "new_payees_day_max", "100000", "Newcomers in a day."},
    {"nodes", "rpc", "[\"http://127.0.0.1:8101\"]",
     "For `pennypost gateway delegate`, which runs beside the custodian."},
    {"nodes", "waypoint", "\"\"", "The genesis waypoint, for the same."},
    {"log", "level", "\"info\"", "trace, debug, info, warn, error or critical."},
};

struct CurrencyDigits {
  std::uint8_t decimals = 0;
  std::uint8_t display_decimals = 0;
};
using Digits = std::map<CurrencyCode, CurrencyDigits>;

std::unexpected<Error> invalid(const std::string& what) {
  return fail("config_invalid", what);
}

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

Result<Digits> read_digits(const config::Config& config) {
  Digits out;
  for (const auto& line : config.list("ledger", "currencies")) {
    const auto words = words_of(line);
    const auto code = words.size() == 3 ? CurrencyCode::from(words[0]) : std::nullopt;
    const auto digit = [&](std::size_t i) {
      return words[i].size() == 1 && words[i][0] >= '0' && words[i][0] <= '9'
                 ? static_cast<std::uint8_t>(words[i][0] - '0')
                 : std::uint8_t{255};
    };
    if (!code || digit(1) > kDecimalsMax || digit(2) > digit(1)) {
      return invalid("ledger.currencies: \"" + line + "\" is no \"USD 6 2\".");
    }
    out[*code] = {digit(1), digit(2)};
  }
  return out;
}

/// "USD 200.00 500.00": ascending by currency, each once.
Result<std::vector<MoneyLimit>> read_limits(const config::Config& config, const Digits& digits,
                                            std::string_view section, std::string_view name) {
  std::vector<MoneyLimit> out;
  for (const auto& line : config.list(section, name)) {
    const auto words = words_of(line);
    const auto code = words.size() == 3 ? CurrencyCode::from(words[0]) : std::nullopt;
    const auto known = code ? digits.find(*code) : digits.end();
    if (known == digits.end()) {
      return invalid(std::string(section) + "." + std::string(name) + ": \"" + line +
                     "\" is no \"USD 200.00 500.00\" of a currency in ledger.currencies.");
    }
    const auto& [decimals, shown] = known->second;
    PP_TRY(const Amount first, parse_amount(words[1], decimals, shown));
    PP_TRY(const Amount second, parse_amount(words[2], decimals, shown));
    out.push_back({*code, first, second});
  }
  std::ranges::sort(out, {}, &MoneyLimit::currency);
  if (std::ranges::adjacent_find(out, {}, &MoneyLimit::currency) != out.end()) {
    return invalid(std::string(section) + "." + std::string(name) + " names a currency twice.");
  }
  return out;
}

Result<std::uint64_t> read_count(const config::Config& config, std::string_view section,
                                 std::string_view name, std::uint64_t max) {
  const std::int64_t value = config.number(section, name);
  if (value < 0 || static_cast<std::uint64_t>(value) > max) {
    return invalid(std::string(section) + "." + std::string(name) + " is 0 to " +
                   std::to_string(max) + ".");
  }
  return static_cast<std::uint64_t>(value);
}

Result<Rate> read_rate(const config::Config& config, std::string_view section,
                       std::string_view hour, std::string_view day) {
  PP_TRY(const auto hour_max, read_count(config, section, hour, UINT32_MAX));
  PP_TRY(const auto day_max, read_count(config, section, day, UINT32_MAX));
  return Rate{hour_max, day_max};
}

Result<crypto::KeyPair> read_key(const config::Config& config, std::string_view section) {
  PP_TRY(const auto seed, read_seed_file(config.path(section, "key_file").string()));
  return crypto::KeyPair(seed);
}

Result<ChainId> read_chain(const config::Config& config) {
  PP_TRY(const auto chain, read_count(config, "ledger", "chain_id", UINT32_MAX));
  if (chain == 0) return invalid("ledger.chain_id has to be the chain's number.");
  return ChainId(static_cast<std::uint32_t>(chain));
}

Result<std::optional<FaucetKey>> read_faucet(const config::Config& config, const Digits& digits,
                                             ChainId chain) {
  if (config.text("faucet", "key_file").empty()) return std::nullopt;
  if (!is_test_chain(chain)) return invalid("A faucet is for test chains; this is the main chain.");
  PP_TRY(const auto key, read_key(config, "faucet"));
  PP_TRY(const auto address, crypto::parse_address(config.text("faucet", "address"), true));
  FaucetKey out{key, address, {}};
  PP_TRY(out.terms.limits, read_limits(config, digits, "faucet", "limits"));
  PP_TRY(const auto payees, read_count(config, "faucet", "new_payees_day_max", UINT32_MAX));
  out.terms.new_payees_max = static_cast<std::uint32_t>(payees);
  return out;
}

Result<void> read_rules(const config::Config& config, const Digits& digits, KeeperOptions& out) {
  PP_TRY(out.mandate.limits, read_limits(config, digits, "mandate", "limits"));
  PP_TRY(const auto payees, read_count(config, "mandate", "new_payees_day_max", UINT32_MAX));
  PP_TRY(const auto days, read_count(config, "mandate", "days_max", 366));
  PP_TRY(out.approved, read_limits(config, digits, "approved", "limits"));
  PP_TRY(out.approved_all, read_limits(config, digits, "approved", "limits_all"));
  PP_TRY(out.accounts, read_rate(config, "institution", "accounts_hour_max", "accounts_day_max"));
  PP_TRY(out.mandates_user, read_rate(config, "mandate", "signed_day_max", "signed_day_max"));
  PP_TRY(out.payments_user, read_rate(config, "approved", "user_hour_max", "user_day_max"));
  PP_TRY(out.payments_all, read_rate(config, "approved", "hour_max", "day_max"));
  constexpr std::uint64_t kMinutesMax = 60 * 24 * 365;
  PP_TRY(const auto fresh, read_count(config, "approved", "new_evidence_minutes", kMinutesMax));
  PP_TRY(const auto reset, read_count(config, "approved", "reset_minutes", kMinutesMax));
  if (days == 0) return invalid("mandate.days_max is 1 to 366.");
  out.mandate.new_payees_max = static_cast<std::uint32_t>(payees);
  out.mandate.lifetime_us_max = days * kDayUs;
  out.approvals = {.new_delay_us = fresh * (kHourUs / 60),
                   .reset_delay_us = reset * (kHourUs / 60)};
  if (out.faucet) out.faucet->terms.lifetime_us_max = out.mandate.lifetime_us_max;
  return {};
}

}  // namespace

std::span<const config::Key> custodian_keys() {
  return kKeys;
}

Result<InstitutionSetup> read_institution(const config::Config& config) {
  PP_TRY(const auto chain, read_chain(config));
  PP_TRY(const auto key, read_key(config, "institution"));
  PP_TRY(const auto address,
         crypto::parse_address(config.text("institution", "address"), is_test_chain(chain)));
  PP_TRY(const auto number, read_count(config, "delegate", "number", kDelegatesMax - 1));
  PP_TRY(const auto digits, read_digits(config));
  PP_TRY(const auto limits, read_limits(config, digits, "delegate", "limits"));
  InstitutionSetup out{.chain = chain,
                       .key = key,
                       .address = address,
                       .delegate_number = static_cast<std::uint32_t>(number),
                       .delegate_limits = {}};
  for (const auto& limit : limits) {
    out.delegate_limits.push_back({limit.currency, limit.payment_max, limit.day_max});
  }
  return out;
}

Result<CustodianSetup> read_custodian_setup(const config::Config& config) {
  PP_TRY(const auto institution, read_institution(config));
  PP_TRY(auto listen, parse_custodian_address(config.text("custodian", "listen")));
  PP_TRY(const auto digits, read_digits(config));
  PP_TRY(auto faucet, read_faucet(config, digits, institution.chain));
  CustodianSetup out{.listen = std::move(listen),
                     .data_dir = config.path("custodian", "data_dir"),
                     .network_key_file = config.path("custodian", "network_key_file"),
                     .clients = {},
                     .keeper = {.chain = institution.chain,
                                .institution_key = institution.key,
                                .institution = institution.address,
                                .delegate_number = institution.delegate_number,
                                .mandate = {},
                                .faucet = std::move(faucet)},
                     .delegate_limits = institution.delegate_limits};
  PP_CHECKED(read_rules(config, digits, out.keeper));
  for (const auto& text : config.list("custodian", "gateways")) {
    const auto key = PublicKey::from_hex(text);
    if (!key) return invalid("custodian.gateways: a public key has 64 hex digits.");
    out.clients.push_back(*key);
  }
  if (out.listen.unix_path.empty() && out.clients.empty()) {
    return invalid("custodian.gateways names nobody, so nobody could ask. Add the gateway's key.");
  }
  return out;
}

Result<SealingKey> read_master_key(const config::Config& config) {
  const std::string& source = config.text("master", "source");
  if (source == "file") return master_key_from_file(config.path("master", "key_file").string());
  if (source == "passphrase") {
    PP_TRY(std::string passphrase, read_passphrase("Master passphrase: "));
    auto key = master_key_from_passphrase(passphrase, config.path("master", "salt_file").string());
    ::explicit_bzero(passphrase.data(), passphrase.size());
    return key;
  }
  if (source == "command") {
    const auto& command = config.list("master", "command");
    if (command.empty()) return invalid("master.command has to name a program.");
    return master_key_from_command(command);
  }
  return invalid("master.source is \"file\", \"passphrase\" or \"command\".");
}

}  // namespace pennypost::custodian
