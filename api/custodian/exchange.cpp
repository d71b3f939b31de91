#include "api/custodian/exchange.h"

#include "api/custodian/wipe_pins.h"
#include "ledger/base/check.h"

namespace pennypost::custodian {
namespace {

using Ask = proto::CustodianRequest::AskCase;

template <class Id>
Result<Id> fixed(const std::string& bytes) {
  const auto out = Id::from(view_of(bytes));
  if (!out) return fail("malformed", "A field has another length than it should.");
  return *out;
}

Result<Approval> approval_of(const proto::CustodianApproval& in) {
  Approval out;
  out.pin = in.pin();
  if (!in.device_key().empty()) {
    PP_TRY(out.device_key, fixed<PublicKey>(in.device_key()));
    PP_TRY(out.device_signature, fixed<Signature>(in.device_signature()));
  }
  return out;
}

Result<void> tell(proto::CustodianAnswer& out, Result<Evidence> evidence) {
  if (!evidence) return std::unexpected(evidence.error());
  auto& told = *out.mutable_evidence();
  told.set_pin_set(evidence->pin_set);
  told.set_pin_locked(evidence->pin_locked);
  told.set_tries_left(evidence->tries_left);
  told.set_pin_usable_us(evidence->pin_usable_at.value());
  told.set_reset_ready_us(evidence->reset_ready_at.value());
  told.set_devices(evidence->devices);
  return {};
}

Result<void> tell(proto::CustodianAnswer& out, Result<Bytes> signed_transaction) {
  if (!signed_transaction) return std::unexpected(signed_transaction.error());
  out.set_signed_transaction(std::string(text_of(*signed_transaction)));
  return {};
}

Result<void> tell(proto::CustodianAnswer& out, Result<AccountKey> key) {
  if (!key) return std::unexpected(key.error());
  out.set_public_key(std::string(text_of(key->public_key.view())));
  out.set_salt(std::string(text_of(key->salt.view())));
  return {};
}

Result<Bytes> sign(Keeper& keeper, const std::string& user, const proto::CustodianPayment& in) {
  PP_TRY(auto item, wire::decode_item(view_of(in.item())));
  PP_TRY(const auto approval, approval_of(in.approval()));
  const auto* nonce = std::get_if<Nonce>(&item.replay);
  // The sender is the user's account, whatever the gateway thinks.
  if (nonce == nullptr || !item.metadata.empty()) {
    return fail("not_permitted", "A payment has a nonce, and no metadata.");
  }
  return keeper.sign({.user = user,
                      .nonce = *nonce,
                      .expiry = item.expiry,
                      .memo_hash = item.memo_hash,
                      .operation = std::move(item.operation)},
                     approval);
}

Result<void> carry_out(Keeper& keeper, const proto::CustodianRequest& in,
                       proto::CustodianAnswer& out) {
  const std::string& user = in.user();
  switch (in.ask_case()) {
    case Ask::kHello:
      return {};
    case Ask::kAccountKey:
      return tell(out, keeper.account_key(user));
    case Ask::kOpenAccount: {
      PP_TRY(const auto nonce, fixed<Nonce>(in.open_account().nonce()));
      return tell(out,
                  keeper.open_account(user, nonce, TimestampUs(in.open_account().expiry_us())));
    }
    case Ask::kMandate: {
      PP_TRY(const auto nonce, fixed<Nonce>(in.mandate().nonce()));
      return tell(out, keeper.mandate(user, nonce, TimestampUs(in.mandate().expiry_us()),
                                      TimestampUs(in.mandate().until_us())));
    }
    case Ask::kPayment:
      return tell(out, sign(keeper, user, in.payment()));
    case Ask::kEvidence:
      return tell(out, keeper.evidence(user));
    case Ask::kSetPin: {
      PP_TRY(const auto approval, approval_of(in.set_pin().approval()));
      return tell(out, keeper.set_pin(user, in.set_pin().pin(), approval));
    }
    case Ask::kResetPin:
      return tell(out, keeper.reset_pin(user));
    case Ask::kAddDevice: {
      PP_TRY(const auto key, fixed<PublicKey>(in.add_device().key()));
      PP_TRY(const auto approval, approval_of(in.add_device().approval()));
      return tell(out, keeper.add_device(user, key, approval));
    }
    case Ask::kCheck: {
      PP_TRY(const auto approval, approval_of(in.check().approval()));
      return tell(out, keeper.check(user, view_of(in.check().purpose()), approval));
    }
    case Ask::kForget:
      return tell(out, keeper.forget(user));
    case Ask::ASK_NOT_SET:
      break;
  }
  return fail("malformed", "The request asks for nothing.");
}

}  // namespace

Result<Bytes> answer_request(Keeper& keeper, ByteView request) {
  proto::CustodianRequest in;
  if (request.size() > kExchangeBytesMax || !wire::parse_strict(request, in)) {
    return fail("malformed", "This is no request.");
  }
  proto::CustodianAnswer out;
  if (const auto done = carry_out(keeper, in, out); !done) {
    out.Clear();
    out.set_error_code(done.error().code);
    out.set_error_message(done.error().message);
  }
  out.set_number(in.number());
  wipe_pins(in);
  Bytes bytes(out.ByteSizeLong());
  CHECK(out.SerializeToArray(bytes.data(), static_cast<int>(bytes.size())));
  return bytes;
}

}  // namespace pennypost::custodian
