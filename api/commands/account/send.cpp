#include <iostream>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "api/commands/account/account.h"
#include "api/commands/account/ledger_link.h"
#include "api/custodian/key_file.h"
#include "consensus/runtime/clock.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/bech32.h"
#include "ledger/crypto/hash.h"
#include "ledger/wire/ledger_wire.h"

namespace pennypost::commands {
namespace {

namespace json = boost::json;

constexpr std::int64_t kExpiresSMin = 5;
constexpr std::int64_t kExpiresSMax = 15 * 60;  // what the ledger takes with a nonce

struct Signed {
  SignedTransaction transaction;
  std::string memo_salt;
};

Result<Nonce> nonce_of(const std::string& text) {
  Nonce out;
  if (text.empty()) {
    crypto::random_bytes(out.bytes);
    return out;
  }
  const auto given = Nonce::from_hex(text);
  if (!given) return fail("wrong_usage", "--nonce has 32 hex digits.");
  return *given;
}

/// The ledger gets a hash of memo and salt, in the gateway's form.
Hash memo_hash(const std::string& memo, Salt& salt) {
  crypto::random_bytes(salt.bytes);
  codec::Writer writer;
  writer.fixed(salt).raw(view_of(memo));
  return crypto::hash("pennypost/memo/1", writer.view());
}

Result<Signed> sign(const SendOptions& options, LedgerLink& ledger) {
  if (options.expires_s < kExpiresSMin || options.expires_s > kExpiresSMax) {
    return fail("wrong_usage", "--expires-s is 5 to 900.");
  }
  PP_TRY(const auto seed, custodian::read_seed_file(options.key_file.string()));
  const crypto::KeyPair key(seed);
  const auto currency = CurrencyCode::from(options.currency);
  if (!currency) return fail("wrong_usage", "\"" + options.currency + "\" is no currency.");
  PP_TRY(const auto digits, ledger.decimals(*currency));
  PP_TRY(const Amount amount,
         parse_amount(options.amount, digits.decimals, digits.display_decimals));
  PP_TRY(const Address to, crypto::parse_address(options.to, is_test_chain(ledger.chain())));
  PP_TRY(const Nonce nonce, nonce_of(options.nonce));
  wire::TransactionDraft draft{
      .chain_id = ledger.chain(),
      .sender = codec::account_address(ledger.chain(),
                                       codec::authentication_key(1, {key.public_key()}), Salt{}),
      .public_keys = {key.public_key()},
      .replay = nonce,
      .expiry = runtime::read_clock().unix_time +
                static_cast<std::uint64_t>(options.expires_s) * 1'000'000,
      .operation = Transfer{to, *currency, amount}};
  Signed out;
  if (!options.memo.empty()) {
    Salt salt;
    draft.memo_hash = memo_hash(options.memo, salt);
    out.memo_salt = salt.hex();
  }
  const Bytes bytes = wire::sign_transaction(draft, key);
  PP_TRY(const Bytes part, wire::signed_bytes(bytes));
  out.transaction = {bytes, codec::transaction_id(part), draft.expiry};
  return out;
}

Result<json::object> carry_out(const SendOptions& options) {
  if (options.key_file.empty()) return fail("wrong_usage", "Name the key file with --key.");
  if (options.ledger.waypoint.empty()) {
    return fail("wrong_usage",
                "Name the chain's waypoint with --waypoint: by it the receipt is checked.");
  }
  PP_TRY(const auto ledger, LedgerLink::open(options.ledger));
  PP_TRY(const Signed made, sign(options, *ledger));
  PP_TRY(json::object out, ledger->carry_out(made.transaction, options.receipt_file));
  out["amount"] = options.amount;
  out["currency"] = options.currency;
  out["to"] = options.to;
  if (!made.memo_salt.empty()) out["memo_salt"] = made.memo_salt;
  return out;
}

}  // namespace

int send(const SendOptions& options) {
  const auto done = carry_out(options);
  if (!done) return report("send", done.error(), options.ledger.as_json);
  if (options.ledger.as_json) {
    std::cout << json::serialize(*done) << "\n";
  } else {
    std::cout << "sent " << options.amount << " " << options.currency << " to " << options.to
              << "\nfinal in version " << done->at("version").as_uint64() << ", signed by "
              << done->at("signers").as_uint64() << " validators\n";
  }
  return 0;
}

}  // namespace pennypost::commands
