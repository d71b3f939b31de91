#include "api/commands/operators/validators.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <thread>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "api/client/verifier.h"
#include "api/commands/operators/nodes.h"
#include "api/custodian/key_file.h"
#include "api/node/reporter.h"
#include "consensus/runtime/clock.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/bech32.h"
#include "ledger/wire/ledger_wire.h"

namespace pennypost::commands {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr std::uint64_t kLifetimeUs = 300'000'000;
constexpr auto kEpochPatience = 60s;

std::unexpected<Error> wrong_usage(const std::string& what) {
  return fail("wrong_usage", what);
}

/// The answer's body, where the node did what it was asked.
Result<json::object> ask(const std::string& url, http::ClientRequest request = {}) {
  PP_TRY(auto answer, ask_node(url, std::move(request)));
  if (answer.status == 200) return std::move(answer.body);
  return fail(answer.text("code"),
              "the node refused: " + answer.text("detail") + " " + answer.text("next"));
}

Result<Bytes> hex_field(const json::object& fields, const char* key) {
  const json::value* value = fields.if_contains(key);
  auto bytes = value != nullptr && value->is_string()
                   ? from_hex(std::string_view(value->get_string()))
                   : std::nullopt;
  if (bytes) return std::move(*bytes);
  return fail("bad_response", std::string("the node's answer has no \"") + key + "\".");
}

struct Current {
  Epoch epoch;
  ValidatorSet set;
  client::Verifier verifier;
};

/// Who agrees now, by a chain of certificates from the waypoint.
Result<Current> read_current(const ValidatorsOptions& options) {
  if (options.waypoint.empty()) {
    return wrong_usage("--waypoint is required: without it a node could show any validators.");
  }
  const auto waypoint = Waypoint::parse(options.waypoint);
  if (!waypoint) return wrong_usage(waypoint.error().message);
  PP_TRY(const json::object ledger, ask(options.node + "/v1/ledger"));
  const json::value* chain = ledger.if_contains("chain_id");
  if (chain == nullptr || !chain->is_int64()) return fail("bad_response", "This is no node.");
  Current out{.epoch = Epoch(0),
              .set = {},
              .verifier = client::Verifier(ChainId(static_cast<std::uint32_t>(chain->get_int64())),
                                           *waypoint)};
  while (true) {
    PP_TRY(const json::object page,
           ask(options.node + "/v1/proofs/epochs?from=" + to_string(out.epoch.next())));
    const json::value* data = page.if_contains("data");
    if (data == nullptr || !data->is_array()) return fail("bad_response", "This is no node.");
    if (data->get_array().empty()) break;
    for (const json::value& each : data->get_array()) {
      if (!each.is_object()) return fail("bad_response", "This is no node.");
      const json::object& step = each.get_object();
      PP_TRY(const Bytes set, hex_field(step, "set"));
      if (out.epoch == Epoch(0)) {
        PP_TRY(const Bytes info, hex_field(step, "canonical"));
        PP_CHECKED(out.verifier.learn_validators(info, set));
      } else {
        PP_TRY(const Bytes certificate, hex_field(step, "certificate"));
        PP_CHECKED(out.verifier.learn_next_validators(certificate, set));
      }
      PP_TRY(out.set, codec::decode_validator_set(set));
      out.epoch = out.epoch.next();
    }
  }
  if (out.epoch == Epoch(0)) return fail("bad_response", "The node shows no validators.");
  return out;
}

json::object as_json(Epoch epoch, const ValidatorSet& set) {
  json::array validators;
  for (const Validator& each : set.validators) {
    validators.push_back(json::object{{"name", each.name},
                                      {"power", each.power.value()},
                                      {"consensus_key", each.consensus_key.hex()},
                                      {"network_key", each.network_key.hex()}});
  }
  return {{"epoch", epoch.value()},
          {"total", set.total().value()},
          {"quorum", set.quorum().value()},
          {"validators", std::move(validators)}};
}

void print(std::ostream& out, Epoch epoch, const ValidatorSet& set) {
  out << "epoch " << epoch.value() << ": " << set.size() << " validators, a quorum is "
      << set.quorum().value() << " of " << set.total().value() << "\n";
  for (const Validator& each : set.validators) {
    out << "  " << each.name << "  power " << each.power.value() << "  consensus key "
        << each.consensus_key.hex() << "  network key " << each.network_key.hex() << "\n";
  }
}

Result<PublicKey> parse_key(const std::string& text, const char* option) {
  if (const auto key = PublicKey::from_hex(text)) return *key;
  return wrong_usage(std::string(option) +
                     " is a public key of 64 hex digits (pennypost keys "
                     "show prints it).");
}

/// The set as it shall be. Errors: `wrong_usage`, `invalid_validator_set`.
Result<ValidatorSet> changed(ValidatorSet set, const ValidatorsOptions& options,
                             ValidatorsChange change) {
  const auto at = std::ranges::find(set.validators, options.name, &Validator::name);
  const bool is_new = change == ValidatorsChange::add;
  if (is_new != (at == set.validators.end())) {
    return wrong_usage(is_new ? "\"" + options.name + "\" is among the validators already."
                              : "\"" + options.name + "\" is not among the validators.");
  }
  switch (change) {
    case ValidatorsChange::add: {
      Validator next;
      next.name = options.name;
      PP_TRY(next.consensus_key, parse_key(options.consensus_key, "--consensus-key"));
      PP_TRY(next.network_key, parse_key(options.network_key, "--network-key"));
      next.power = Power(std::max<std::uint64_t>(options.power, 1));
      set.validators.push_back(std::move(next));
      break;
    }
    case ValidatorsChange::remove:
      set.validators.erase(at);
      break;
    case ValidatorsChange::weigh:
      if (options.power == 0) return wrong_usage("--power is at least 1.");
      at->power = Power(options.power);
      break;
    case ValidatorsChange::rekey:
      if (options.consensus_key.empty() && options.network_key.empty()) {
        return wrong_usage("name a new --consensus-key, a new --network-key, or both.");
      }
      if (!options.consensus_key.empty()) {
        PP_TRY(at->consensus_key, parse_key(options.consensus_key, "--consensus-key"));
      }
      if (!options.network_key.empty()) {
        PP_TRY(at->network_key, parse_key(options.network_key, "--network-key"));
      }
      break;
  }
  PP_CHECKED(check_validator_set(set));
  return set;
}

/// Governance's account and those of its keys that are here.
class Governance {
 public:
  static Result<Governance> read(const ValidatorsOptions& options, ChainId chain) {
    Governance out;
    out.chain_ = chain;
    if (options.governance_keys.empty()) return wrong_usage("--governance-key is required.");
    for (const std::string& file : options.governance_keys) {
      PP_TRY(const auto seed, custodian::read_seed_file(file));
      out.keys_.emplace_back(seed);
      out.public_keys_.push_back(out.keys_.back().public_key());
    }
    for (const std::string& text : options.public_keys) {
      PP_TRY(const PublicKey key, parse_key(text, "--public-key"));
      out.public_keys_.push_back(key);
    }
    std::ranges::sort(out.public_keys_);
    if (std::ranges::adjacent_find(out.public_keys_) != out.public_keys_.end() ||
        out.public_keys_.size() > kPublicKeysMax) {
      return wrong_usage("the keys of governance are up to 16, all different.");
    }
    if (!options.governance.empty()) {
      const auto address = crypto::parse_address(options.governance, is_test_chain(chain));
      if (!address) return wrong_usage(address.error().message);
      out.address_ = *address;
    } else {
      out.address_ = codec::account_address(
          chain, codec::authentication_key(out.threshold(), out.public_keys_), Salt{});
    }
    return out;
  }

  struct Signed {
    TransactionId id;
    Bytes bytes;
  };
  Result<Signed> sign(Operation operation) const {
    Nonce nonce;
    crypto::random_bytes(nonce.bytes);
    const wire::TransactionDraft draft{.chain_id = chain_,
                                       .sender = address_,
                                       .threshold = threshold(),
                                       .public_keys = public_keys_,
                                       .replay = nonce,
                                       .expiry = runtime::read_clock().unix_time + kLifetimeUs,
                                       .operation = std::move(operation)};
    const Bytes bytes = wire::encode_transaction(draft);
    const Bytes message = codec::transaction_signing_bytes(bytes);
    std::vector<wire::KeySignature> signatures;
    for (std::size_t i = 0; i < public_keys_.size(); ++i) {
      const auto key = std::ranges::find(keys_, public_keys_[i], &crypto::KeyPair::public_key);
      if (key == keys_.end()) continue;
      signatures.push_back({static_cast<std::uint8_t>(i), key->sign(message)});
    }
    Signed out{.id = {}, .bytes = wire::encode_signed_transaction(bytes, signatures)};
    PP_TRY(const auto checked, wire::check_transaction(out.bytes, chain_, crypto::verify));
    out.id = checked.id;
    return out;
  }

 private:
  static constexpr std::size_t kPublicKeysMax = 16;
  std::uint8_t threshold() const { return static_cast<std::uint8_t>(keys_.size()); }

  ChainId chain_;
  std::vector<crypto::KeyPair> keys_;
  std::vector<PublicKey> public_keys_;
  Address address_;
};

/// Final, and proven; whatever its code.
Result<client::FinalTransaction> submit(const ValidatorsOptions& options,
                                        const client::Verifier& verifier,
                                        const Governance::Signed& transaction) {
  http::ClientRequest request{.method = "POST"};
  request.headers.set("Content-Type", "application/x-protobuf");
  request.body = std::string(text_of(transaction.bytes));
  PP_TRY(const json::object answer,
         ask(options.node + "/v1/transactions?wait=final&timeout_ms=20000", std::move(request)));
  PP_TRY(const Bytes file, hex_field(answer, "receipt_file"));
  return verifier.verify_receipt(file, transaction.id);
}

Result<void> run(const ValidatorsOptions& options, const Current& now, const Governance& governance,
                 Operation operation) {
  PP_TRY(const auto transaction, governance.sign(std::move(operation)));
  PP_TRY(const auto done, submit(options, now.verifier, transaction));
  const Code code = done.receipt.code;
  if (code == Code::success || code == Code::account_exists) return {};
  const CodeText& text = code_text(code);
  return fail(std::string(text.word),
              "the ledger refused: " + std::string(text.sentence) + " " + std::string(text.next));
}

bool confirmed(const ValidatorsOptions& options, const Current& now, const ValidatorSet& next) {
  print(std::cerr, now.epoch, now.set);
  std::cerr << "shall become\n";
  print(std::cerr, now.epoch.next(), next);
  if (options.yes || options.dry_run) return true;
  if (::isatty(STDIN_FILENO) != 1) return false;
  std::cerr << "Sign this as governance? [yes/no] ";
  std::string answer;
  return std::getline(std::cin, answer) && answer == "yes";
}

/// Where the next epoch has begun; the node may need a moment.
Result<Current> wait_for_epoch(const ValidatorsOptions& options, Epoch epoch) {
  const auto end = std::chrono::steady_clock::now() + kEpochPatience;
  while (std::chrono::steady_clock::now() < end) {
    auto now = read_current(options);
    if (now && now->epoch >= epoch) return now;
    std::this_thread::sleep_for(100ms);
  }
  return fail("timeout",
              "the change is final, but the node has not shown the next epoch yet; see "
              "pennypost validators show.");
}

Result<Current> change_set(const ValidatorsOptions& options, ValidatorsChange change) {
  PP_TRY(Current now, read_current(options));
  PP_TRY(const auto governance, Governance::read(options, now.verifier.chain()));
  PP_TRY(const ValidatorSet next, changed(now.set, options, change));
  if (next == now.set) return wrong_usage("nothing would change.");
  if (!confirmed(options, now, next)) {
    return wrong_usage("nothing was signed; say --yes where nobody can be asked.");
  }
  if (options.dry_run) {
    now.set = next;
    now.epoch = now.epoch.next();
    return now;
  }
  // Under which it can report others.
  const auto& validators = next.validators;
  const auto named = std::ranges::find(validators, options.name, &Validator::name);
  if (named != validators.end() && !options.network_key.empty()) {
    PP_CHECKED(
        run(options, now, governance,
            CreateAccount{.authentication_key = codec::authentication_key(1, {named->network_key}),
                          .salt = Salt{},
                          .role = AccountRole::user}));
  }
  PP_CHECKED(run(options, now, governance, ChangeValidators{next}));
  return wait_for_epoch(options, now.epoch.next());
}

int show(const ValidatorsOptions& options, const Result<Current>& now) {
  if (!now) return refuse("validators", now.error(), options.as_json);
  if (options.as_json) {
    std::cout << json::serialize(as_json(now->epoch, now->set)) << "\n";
  } else {
    print(std::cout, now->epoch, now->set);
  }
  return 0;
}

}  // namespace

int validators_show(const ValidatorsOptions& options) {
  return show(options, read_current(options));
}

int validators_change(const ValidatorsOptions& options, ValidatorsChange change) {
  return show(options, change_set(options, change));
}

}  // namespace pennypost::commands
