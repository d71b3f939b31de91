#include "api/gateway/operation.h"

#include <array>

#include "ledger/codec/canonical.h"
#include "ledger/crypto/hash.h"

namespace pennypost::gateway {

namespace json = boost::json;

namespace {

constexpr std::array<std::string_view, 7> kKinds = {"payment", "open_account", "grant",  "mandate",
                                                    "hold",    "claim",        "release"};
constexpr std::array<std::string_view, 2> kSigners = {"custodian", "delegate"};
constexpr std::array<std::string_view, 8> kStates = {"awaiting_confirmation",
                                                     "submitted",
                                                     "checking",
                                                     "final",
                                                     "failed",
                                                     "cancelled",
                                                     "held",
                                                     "returned"};

template <class Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& names, std::string_view word) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == word) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

Hash command_hash(std::string_view tag, const std::string& intent, std::uint32_t command_index,
                  std::uint32_t attempt) {
  codec::Writer writer;
  writer.u32(command_index).u32(attempt).raw(view_of(intent));
  return crypto::hash(tag, writer.view());
}

/// Members of a stored record; any that is missing or of another kind fails the whole.
class Fields {
 public:
  explicit Fields(const json::object& from) : from_(from) {}

  std::string text(std::string_view name) {
    const auto* value = from_.if_contains(name);
    if (value != nullptr && value->is_string()) return std::string(value->get_string());
    good_ = false;
    return {};
  }
  std::uint64_t number(std::string_view name) {
    const auto* value = from_.if_contains(name);
    if (value != nullptr && value->is_int64() && value->get_int64() >= 0) {
      return static_cast<std::uint64_t>(value->get_int64());
    }
    if (value != nullptr && value->is_uint64()) return value->get_uint64();
    good_ = false;
    return 0;
  }
  template <class Id>
  Id fixed(std::string_view name) {
    const auto out = Id::from_hex(text(name));
    good_ = good_ && out.has_value();
    return out.value_or(Id{});
  }
  template <class T>
  T must(std::optional<T> value) {
    good_ = good_ && value.has_value();
    return value.value_or(T{});
  }
  bool has(std::string_view name) const { return from_.contains(name); }
  bool good() const { return good_; }

 private:
  const json::object& from_;
  bool good_ = true;
};

}  // namespace

std::string_view to_string(OperationKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}
std::string_view to_string(OperationState state) {
  return kStates[static_cast<std::size_t>(state)];
}

Nonce nonce_of(const std::string& intent, std::uint32_t command_index, std::uint32_t attempt) {
  const Hash hash = command_hash("pennypost/gateway-nonce/1", intent, command_index, attempt);
  return *Nonce::from(hash.view().first(Nonce::kSize));
}

std::string operation_id(const std::string& intent, std::uint32_t command_index,
                         std::uint32_t attempt) {
  const Hash hash = command_hash("pennypost/gateway-operation/1", intent, command_index, attempt);
  return "pay_" + to_hex(hash.view().first(16));
}

Hash memo_hash(const Salt& salt, const std::string& memo) {
  codec::Writer writer;
  writer.fixed(salt).raw(view_of(memo));
  return crypto::hash("pennypost/memo/1", writer.view());
}

json::object to_json(const Operation& operation) {
  json::object out{{"id", operation.id},
                   {"kind", to_string(operation.kind)},
                   {"state", to_string(operation.state)},
                   {"user", operation.user},
                   {"intent", operation.intent},
                   {"command_index", operation.command_index},
                   {"attempt", operation.attempt},
                   {"to_handle", operation.to_handle},
                   {"to", operation.to.hex()},
                   {"currency", operation.currency.view()},
                   {"amount", operation.amount.value()},
                   {"amount_text", operation.amount_text},
                   {"memo_salt", operation.memo_salt.hex()},
                   {"created_at", operation.created_at.value()},
                   {"expiry", operation.expiry.value()},
                   {"transaction_id", operation.transaction_id.hex()},
                   {"signed_transaction", to_hex(operation.signed_transaction)},
                   {"signer", kSigners[static_cast<std::size_t>(operation.signer)]},
                   {"final_at", operation.final_at.value()},
                   {"final_us", operation.final_us},
                   {"failure", operation.failure}};
  if (operation.memo) out["memo"] = *operation.memo;
  if (!operation.hold.empty()) {
    out["hold"] = operation.hold;
    out["hold_id"] = operation.hold_id.hex();
  }
  if (operation.kind == OperationKind::hold) {
    out["hold_expiry"] = operation.hold_expiry.value();
    out["undo_until"] = operation.undo_until.value();
    out["claim_code"] = operation.claim_code;
  }
  if (!operation.refund_of.empty()) out["refund_of"] = operation.refund_of;
  if (operation.version) out["version"] = operation.version->value();
  return out;
}

Result<Operation> operation_from_json(const json::object& from) {
  Fields fields(from);
  Operation out;
  out.id = fields.text("id");
  out.kind = fields.must(find<OperationKind>(kKinds, fields.text("kind")));
  out.state = fields.must(find<OperationState>(kStates, fields.text("state")));
  out.user = fields.text("user");
  out.intent = fields.text("intent");
  out.command_index = static_cast<std::uint32_t>(fields.number("command_index"));
  out.attempt = static_cast<std::uint32_t>(fields.number("attempt"));
  out.to_handle = fields.text("to_handle");
  out.to = fields.fixed<Address>("to");
  const auto currency = fields.text("currency");
  if (!currency.empty()) out.currency = fields.must(CurrencyCode::from(currency));
  out.amount = Amount(fields.number("amount"));
  out.amount_text = fields.text("amount_text");
  if (fields.has("memo")) out.memo = fields.text("memo");
  out.memo_salt = fields.fixed<Salt>("memo_salt");
  out.created_at = TimestampUs(fields.number("created_at"));
  out.expiry = TimestampUs(fields.number("expiry"));
  out.transaction_id = fields.fixed<TransactionId>("transaction_id");
  out.signed_transaction = fields.must(from_hex(fields.text("signed_transaction")));
  out.signer = fields.must(find<Signer>(kSigners, fields.text("signer")));
  out.final_at = TimestampUs(fields.number("final_at"));
  out.final_us = fields.number("final_us");
  if (fields.has("version")) out.version = Version(fields.number("version"));
  out.failure = fields.text("failure");
  if (fields.has("hold")) {
    out.hold = fields.text("hold");
    out.hold_id = fields.fixed<HoldId>("hold_id");
  }
  if (out.kind == OperationKind::hold) {
    out.hold_expiry = TimestampUs(fields.number("hold_expiry"));
    out.undo_until = TimestampUs(fields.number("undo_until"));
    out.claim_code = fields.text("claim_code");
  }
  if (fields.has("refund_of")) out.refund_of = fields.text("refund_of");
  if (!fields.good()) return fail("malformed", "A stored operation cannot be read.");
  return out;
}

PaymentView view(const Operation& operation) {
  PaymentView out{operation.id,          std::string(to_string(operation.state)), "",
                  operation.amount_text, std::string(operation.currency.view()),  ""};
  if (!operation.signed_transaction.empty()) out.transaction_id = operation.transaction_id.hex();
  if (!operation.to_handle.empty()) {
    out.to = (is_handle(operation.to_handle) ? "@" : "") + operation.to_handle;
  }
  if (operation.state == OperationState::final && operation.final_us > 0) {
    out.final_ms = (operation.final_us + 999) / 1000;
  }
  return out;
}

}  // namespace pennypost::gateway
