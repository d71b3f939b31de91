#include "api/commands/account/account.h"

#include <iostream>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "api/commands/account/ledger_link.h"
#include "api/custodian/custodian_config.h"
#include "api/custodian/key_file.h"
#include "consensus/runtime/clock.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/bech32.h"
#include "ledger/wire/ledger_wire.h"

namespace pennypost::commands {
namespace {

namespace json = boost::json;

constexpr std::uint64_t kOpenUs = kHourUs / 30;

/// The account of a key has a salt of zeros, so that the key file is all one needs.
Address address_of(const crypto::KeyPair& key, ChainId chain) {
  return codec::account_address(chain, codec::authentication_key(1, {key.public_key()}), Salt{});
}

Result<crypto::KeyPair> read_key(const std::filesystem::path& file) {
  if (file.empty()) return fail("wrong_usage", "Name the key file with --key.");
  PP_TRY(const auto seed, custodian::read_seed_file(file.string()));
  return crypto::KeyPair(seed);
}

Result<ChainId> chain_of(const AccountOptions& options) {
  if (options.chain_id < 0 || options.chain_id > UINT32_MAX) {
    return fail("wrong_usage", "--chain-id is a number up to 2^32 - 1.");
  }
  if (options.chain_id > 0) return ChainId(static_cast<std::uint32_t>(options.chain_id));
  PP_TRY(const auto ledger, LedgerLink::open(options.ledger));
  return ledger->chain();
}

Result<std::string> address_text(const AccountOptions& options, ChainId chain) {
  if (!options.address.empty()) {
    PP_TRY(const auto address, crypto::parse_address(options.address, is_test_chain(chain)));
    return crypto::address_text(address, is_test_chain(chain));
  }
  PP_TRY(const auto key, read_key(options.key_file));
  return crypto::address_text(address_of(key, chain), is_test_chain(chain));
}

void print(const json::object& value) {
  std::cout << json::serialize(value) << "\n";
}

Result<json::object> make_new(const AccountOptions& options) {
  if (options.key_file.empty()) return fail("wrong_usage", "Name the new file with --key.");
  if (std::filesystem::exists(options.key_file)) {
    return fail("exists", options.key_file.string() + " exists already and stays as it is.");
  }
  PP_TRY(const ChainId chain, chain_of(options));  // before a key is made for nothing
  PP_TRY(const auto seed, custodian::read_or_create_seed_file(options.key_file.string()));
  const crypto::KeyPair key(seed);
  return json::object{
      {"address", crypto::address_text(address_of(key, chain), is_test_chain(chain))},
      {"public_key", key.public_key().hex()},
      {"authentication_key", codec::authentication_key(1, {key.public_key()}).hex()},
      {"salt", Salt{}.hex()},
      {"chain_id", chain.value()}};
}

/// As proven where there is a waypoint, else as the node says it.
Result<json::object> look(const AccountOptions& options) {
  PP_TRY(const auto ledger, LedgerLink::open(options.ledger));
  PP_TRY(const std::string address, address_text(options, ledger->chain()));
  const bool prove = !options.ledger.waypoint.empty();
  PP_TRY(auto body, ledger->get("/v1/accounts/" + address + (prove ? "?proof=true" : "")));
  json::object out{{"address", address}, {"proven", prove}};
  if (!prove) {
    out["balances"] = body["balances"];
    return out;
  }
  const auto* hex = body.if_contains("proof");
  const auto proof =
      hex != nullptr && hex->is_string() ? from_hex(hex->get_string()) : std::nullopt;
  if (!proof) return fail("malformed", "The node's answer carries no proof.");
  PP_TRY(const Address account, crypto::parse_address(address, is_test_chain(ledger->chain())));
  PP_TRY(const auto proven, ledger->verifier().verify_balance(*proof, account));
  if (!proven.exists) {
    return fail("unknown_account", "It is proven that this account does not exist yet.");
  }
  json::array balances;
  for (const auto& balance : proven.balances) {
    PP_TRY(const auto digits, ledger->decimals(balance.currency));
    balances.push_back(json::object{
        {"currency", balance.currency.view()},
        {"amount",
         format_amount(balance.amount.value(), digits.decimals, digits.display_decimals)}});
  }
  out["balances"] = std::move(balances);
  out["version"] = proven.version.value();
  return out;
}

Result<json::object> list(const AccountOptions& options) {
  PP_TRY(const auto ledger, LedgerLink::open(options.ledger));
  PP_TRY(const std::string address, address_text(options, ledger->chain()));
  return ledger->get("/v1/accounts/" + address + "/transactions");
}

Result<json::object> open_below(const AccountOptions& options) {
  if (options.institution_config.empty()) {
    return fail("wrong_usage",
                "Accounts are opened by an institution: name its configuration (the custodian's) "
                "with --config, or give it the address and authentication key of `account new`.");
  }
  PP_TRY(const auto key, read_key(options.key_file));
  PP_TRY(const auto config,
         config::Config::load(options.institution_config, custodian::custodian_keys()));
  PP_TRY(const auto institution, custodian::read_institution(config));
  LedgerOptions reach = options.ledger;
  reach.nodes = config.list("nodes", "rpc");
  reach.waypoint = config.text("nodes", "waypoint");
  PP_TRY(const auto ledger, LedgerLink::open(reach));
  if (ledger->chain() != institution.chain) {
    return fail("wrong_chain", "The nodes are of another chain than the institution.");
  }
  Nonce nonce;
  crypto::random_bytes(nonce.bytes);
  const TimestampUs expiry = runtime::read_clock().unix_time + kOpenUs;
  const wire::TransactionDraft draft{
      .chain_id = institution.chain,
      .sender = institution.address,
      .public_keys = {institution.key.public_key()},
      .replay = nonce,
      .expiry = expiry,
      .operation = CreateAccount{codec::authentication_key(1, {key.public_key()}), Salt{},
                                 AccountRole::user}};
  const Bytes bytes = wire::sign_transaction(draft, institution.key);
  PP_TRY(const Bytes part, wire::signed_bytes(bytes));
  PP_TRY(const auto final, ledger->settle({bytes, codec::transaction_id(part), expiry}));
  if (!final) return fail("expired", "It did not happen in time. Try again.");
  if (!final->succeeded()) {
    const CodeText& why = code_text(final->receipt.code);
    return fail(std::string(why.word), std::string(why.sentence));
  }
  return json::object{{"address", crypto::address_text(address_of(key, institution.chain),
                                                       is_test_chain(institution.chain))},
                      {"version", final->version.value()},
                      {"transaction_id", final->receipt.transaction_id.hex()}};
}

std::string text(const json::object& from, const char* name) {
  const auto* value = from.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

}  // namespace

int account_new(const AccountOptions& options) {
  const auto made = make_new(options);
  if (!made) return report("account new", made.error(), options.ledger.as_json);
  if (options.ledger.as_json) {
    print(*made);
  } else {
    std::cout << text(*made, "address") << "\nauthentication key "
              << text(*made, "authentication_key") << "\nWhoever has " << options.key_file.string()
              << " has the account; nobody can give you that file again.\n";
  }
  return 0;
}

int account_show(const AccountOptions& options) {
  const auto found = look(options);
  if (!found) return report("account show", found.error(), options.ledger.as_json);
  if (options.ledger.as_json) {
    print(*found);
    return 0;
  }
  std::cout << text(*found, "address")
            << (found->at("proven").as_bool() ? ", proven:\n" : ", as the node says:\n");
  const auto& balances = found->at("balances").as_array();
  if (balances.empty()) std::cout << "  nothing\n";
  for (const auto& each : balances) {
    std::cout << "  " << text(each.as_object(), "amount") << " "
              << text(each.as_object(), "currency") << "\n";
  }
  return 0;
}

int account_history(const AccountOptions& options) {
  const auto found = list(options);
  if (!found) return report("account history", found.error(), options.ledger.as_json);
  const auto* data = found->if_contains("data");
  if (options.ledger.as_json || data == nullptr || !data->is_array()) {
    print(*found);
    return 0;
  }
  for (const auto& each : data->get_array()) {
    const auto& transaction = each.as_object();
    std::cout << text(transaction, "timestamp") << "  " << text(transaction, "id") << "  "
              << text(transaction, "code") << "\n";
    const auto* events = transaction.if_contains("events");
    for (const auto& event :
         events != nullptr && events->is_array() ? events->get_array() : json::array()) {
      const auto& what = event.as_object();
      std::cout << "    " << text(what, "kind") << " " << text(what, "amount") << " "
                << text(what, "currency") << " " << text(what, "from") << " > " << text(what, "to")
                << "\n";
    }
  }
  return 0;
}

int account_open(const AccountOptions& options) {
  const auto opened = open_below(options);
  if (!opened) return report("account open", opened.error(), options.ledger.as_json);
  if (options.ledger.as_json) {
    print(*opened);
  } else {
    std::cout << text(*opened, "address") << " is open\n";
  }
  return 0;
}

}  // namespace pennypost::commands
