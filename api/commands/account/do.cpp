#include <algorithm>
#include <iostream>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "api/commands/account/account.h"
#include "api/commands/account/ledger_link.h"
#include "api/commands/account/operation.h"
#include "api/custodian/key_file.h"
#include "consensus/runtime/clock.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/bech32.h"
#include "ledger/crypto/hash.h"
#include "ledger/wire/ledger_wire.h"
#include "proto/ledger.pb.h"

namespace pennypost::commands {
namespace {

namespace json = boost::json;

constexpr std::int64_t kExpiresSMin = 5;
constexpr std::int64_t kExpiresSMax = 15 * 60;  // what the ledger takes with a nonce
constexpr std::size_t kKeysMax = 16;

std::unexpected<Error> wrong_usage(const std::string& what) {
  return fail("wrong_usage", what);
}

template <class Fixed>
std::string string_of(const Fixed& value) {
  return std::string(text_of(value.view()));
}

/// Who signs: the keys that are here, and those that belong to the account beside them.
struct Signers {
  std::vector<crypto::KeyPair> keys;
  std::vector<PublicKey> public_keys;  // ascending
  std::uint8_t threshold() const { return static_cast<std::uint8_t>(keys.size()); }
};

Result<Signers> read_signers(const DoOptions& options) {
  if (options.key_files.empty()) return wrong_usage("Name the key file with --key.");
  Signers out;
  for (const std::string& file : options.key_files) {
    PP_TRY(const auto seed, custodian::read_seed_file(file));
    out.keys.emplace_back(seed);
    out.public_keys.push_back(out.keys.back().public_key());
  }
  for (const std::string& text : options.public_keys) {
    const auto key = PublicKey::from_hex(text);
    if (!key) return wrong_usage("--public-key takes 64 hex digits.");
    out.public_keys.push_back(*key);
  }
  std::ranges::sort(out.public_keys);
  if (out.public_keys.size() > kKeysMax ||
      std::ranges::adjacent_find(out.public_keys) != out.public_keys.end()) {
    return wrong_usage("The keys are up to 16, all different.");
  }
  return out;
}

/// "<institution's address>/<number>".
Result<DelegateId> delegate_of(const std::string& text, ChainId chain) {
  const std::size_t at = text.find('/');
  PP_TRY(const Address institution,
         crypto::parse_address(text.substr(0, at), is_test_chain(chain)));
  const std::string number = at == std::string::npos ? "0" : text.substr(at + 1);
  if (number.empty() || number.size() > 2 ||
      !std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; })) {
    return wrong_usage("--delegate is written <institution's address>/<number>.");
  }
  return codec::delegate_id(institution, static_cast<std::uint32_t>(std::stoul(number)));
}

/// L36: the claim key signs where the money goes.
Result<void> sign_claim(const DoOptions& options, ChainId chain, proto::Transaction& out) {
  if (options.claim_key_file.empty()) return {};
  if (!out.has_claim_hold()) return wrong_usage("--claim-key is for claim_hold.");
  auto& claim = *out.mutable_claim_hold();
  PP_TRY(const auto seed, custodian::read_seed_file(options.claim_key_file));
  const crypto::KeyPair key(seed);
  const auto hold = HoldId::from(view_of(claim.hold()));
  const auto to = Address::from(view_of(claim.to()));
  if (!hold || !to) return wrong_usage("claim_hold takes hold, to and amount.");
  claim.set_claim_key(string_of(key.public_key()));
  if (claim.claim_expiry_us() == 0) claim.set_claim_expiry_us(out.expiry_us());
  claim.set_claim_signature(string_of(key.sign(codec::claim_signing_bytes(
      chain, *hold, *to, Amount(claim.amount()), TimestampUs(claim.claim_expiry_us())))));
  return {};
}

/// L48: the dealer signs its quote. For those who hold the dealer's key.
Result<void> sign_quote(const DoOptions& options, ChainId chain, proto::Transaction& out) {
  if (options.dealer_key_file.empty()) return {};
  if (!out.has_exchange()) return wrong_usage("--dealer-key is for exchange.");
  auto& exchange = *out.mutable_exchange();
  PP_TRY(const auto seed, custodian::read_seed_file(options.dealer_key_file));
  const crypto::KeyPair key(seed);
  Nonce nonce;
  crypto::random_bytes(nonce.bytes);
  if (exchange.nonce().empty()) exchange.set_nonce(string_of(nonce));
  const auto dealer = Address::from(view_of(exchange.dealer()));
  const auto taker = exchange.taker().empty() ? std::optional(Address{})
                                              : Address::from(view_of(exchange.taker()));
  const auto pays = CurrencyCode::from(exchange.pays());
  const auto gets = CurrencyCode::from(exchange.gets());
  const auto given = Nonce::from(view_of(exchange.nonce()));
  if (!dealer || !taker || !pays || !gets || !given) {
    return wrong_usage(
        "exchange takes dealer, pays, pays_amount, gets, gets_amount and expiry, and perhaps taker "
        "and nonce.");
  }
  const Quote quote{*dealer,
                    *taker,
                    *pays,
                    Amount(exchange.pays_amount()),
                    *gets,
                    Amount(exchange.gets_amount()),
                    TimestampUs(exchange.expiry_us()),
                    *given};
  exchange.set_key(string_of(key.public_key()));
  exchange.set_signature(string_of(key.sign(codec::quote_signing_bytes(chain, quote))));
  return {};
}

Result<void> set_replay(const DoOptions& options, proto::Transaction& out) {
  if (options.sequence_number >= 0) {
    if (!options.nonce.empty()) return wrong_usage("Name --nonce or --sequence-number, not both.");
    out.set_sequence_number(static_cast<std::uint64_t>(options.sequence_number));
    return {};
  }
  Nonce nonce;
  crypto::random_bytes(nonce.bytes);
  if (!options.nonce.empty()) {
    const auto given = Nonce::from_hex(options.nonce);
    if (!given) return wrong_usage("--nonce has 32 hex digits.");
    nonce = *given;
  }
  out.set_nonce(string_of(nonce));
  return {};
}

Result<SignedTransaction> sign(const DoOptions& options, LedgerLink& ledger) {
  if (options.expires_s < kExpiresSMin || options.expires_s > kExpiresSMax) {
    return wrong_usage("--expires-s is 5 to 900.");
  }
  const ChainId chain = ledger.chain();
  PP_TRY(const Signers signers, read_signers(options));
  const TimestampUs now = runtime::read_clock().unix_time;
  const TimestampUs expiry = now + static_cast<std::uint64_t>(options.expires_s) * 1'000'000;
  proto::Transaction out;
  out.set_chain_id(chain.value());
  Address sender = codec::account_address(
      chain, codec::authentication_key(signers.threshold(), signers.public_keys), Salt{});
  if (!options.account.empty()) {
    PP_TRY(sender, crypto::parse_address(options.account, is_test_chain(chain)));
  } else if (!options.delegate.empty()) {
    return wrong_usage("--delegate needs --account: for whom the delegate signs.");
  }
  out.set_sender(string_of(sender));
  out.mutable_keys()->set_threshold(signers.threshold());
  for (const PublicKey& key : signers.public_keys) {
    out.mutable_keys()->add_public_keys(string_of(key));
  }
  PP_CHECKED(set_replay(options, out));
  out.set_expiry_us(expiry.value());
  if (!options.delegate.empty()) {
    PP_TRY(const DelegateId delegate, delegate_of(options.delegate, chain));
    out.set_delegate(string_of(delegate));
  }
  const OperationContext context{
      chain, now, [&ledger](const CurrencyCode& code) { return ledger.decimals(code); }};
  PP_CHECKED(set_operation(out, options.operation, options.fields, context));
  if (out.has_create_account() && out.create_account().salt().empty()) {
    out.mutable_create_account()->set_salt(string_of(Salt{}));
  }
  PP_CHECKED(sign_claim(options, chain, out));
  PP_CHECKED(sign_quote(options, chain, out));

  const Bytes bytes = bytes_of(view_of(out.SerializeAsString()));
  const Bytes message = codec::transaction_signing_bytes(bytes);
  std::vector<wire::KeySignature> signatures;
  for (std::size_t i = 0; i < signers.public_keys.size(); ++i) {
    const auto key =
        std::ranges::find(signers.keys, signers.public_keys[i], &crypto::KeyPair::public_key);
    if (key == signers.keys.end()) continue;
    signatures.push_back({static_cast<std::uint8_t>(i), key->sign(message)});
  }
  SignedTransaction made{wire::encode_signed_transaction(bytes, signatures), {}, expiry};
  // As every node will see it.
  const auto checked = wire::check_transaction(made.bytes, chain, crypto::verify);
  if (!checked) {
    const std::string missing = missing_fields(out);
    return wrong_usage("No node would take this: " + checked.error().message +
                       (missing.empty() ? "" : " Not given: " + missing + "."));
  }
  made.id = checked->id;
  return made;
}

Result<json::object> carry_out(const DoOptions& options) {
  PP_CHECKED(check_operation(options.operation));
  if (options.ledger.waypoint.empty() && !options.dry_run) {
    return wrong_usage("Name the chain's waypoint with --waypoint: by it the receipt is checked.");
  }
  PP_TRY(const auto ledger, LedgerLink::open(options.ledger));
  PP_TRY(const SignedTransaction made, sign(options, *ledger));
  if (options.dry_run) {
    return json::object{{"transaction_id", made.id.hex()},
                        {"operation", options.operation},
                        {"state", "signed"},
                        {"signed_transaction", to_hex(made.bytes)}};
  }
  PP_TRY(json::object out, ledger->carry_out(made, options.receipt_file));
  out["operation"] = options.operation;
  return out;
}

}  // namespace

int account_do(const DoOptions& options) {
  const auto done = carry_out(options);
  if (!done) return report("account do", done.error(), options.ledger.as_json);
  if (options.ledger.as_json) {
    std::cout << json::serialize(*done) << "\n";
  } else if (options.dry_run) {
    std::cout << done->at("signed_transaction").as_string().c_str() << "\n";
  } else {
    std::cout << options.operation << " " << done->at("transaction_id").as_string().c_str()
              << "\nfinal in version " << done->at("version").as_uint64() << ", signed by "
              << done->at("signers").as_uint64() << " validators\n";
  }
  return 0;
}

int account_operations() {
  std::cout
      << operations_text()
      << "\nGiven as name=value; a star: once for each. CODE is a currency. AMOUNT is written "
         "as of its\ncurrency, such as 0.50, or max; where no field names one, 0.50:USD. TIME "
         "is +90s, +10m, +2h,\n+5d, or like 2026-11-21T17:55:32.000000Z, or 0 for none; "
         "DURATION the same without the plus.\nIds are 64 hex digits: a hold's and a "
         "request's are those of the transaction that made it.\n";
  return 0;
}

}  // namespace pennypost::commands
