#include "api/custodian/approvals.h"

#include <sodium.h>

#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/hash.h"

namespace pennypost::custodian {
namespace {

constexpr std::size_t kPinHashBytes = 32;
constexpr std::size_t kPinSaltBytes = crypto_pwhash_SALTBYTES;
constexpr unsigned long long kPinPasses = 2;
constexpr std::size_t kPinMemoryBytes = 64 * 1024 * 1024;

struct Legs {
  codec::Writer writer;
  std::uint32_t count = 0;

  void add(ByteView payee, const CurrencyCode& currency, Amount amount) {
    writer.raw(payee).raw(view_of(std::string(currency.view())));
    for (std::size_t i = currency.view().size(); i < 8; ++i) writer.u8(0);
    writer.u64(amount.value());
    ++count;
  }
};

bool is_run(const std::string& pin, int step) {
  for (std::size_t i = 1; i < pin.size(); ++i) {
    if (pin[i] - pin[i - 1] != step) return false;
  }
  return true;
}

}  // namespace

Approval::~Approval() {
  sodium_memzero(pin.data(), pin.size());
}

std::optional<Bytes> approval_bytes(ChainId chain, const Address& payer, const Nonce& nonce,
                                    TimestampUs expiry, const Operation& operation) {
  Legs legs;
  if (const auto* transfer = std::get_if<Transfer>(&operation)) {
    legs.add(transfer->to.view(), transfer->currency, transfer->amount);
  } else if (const auto* refundable = std::get_if<RefundableTransfer>(&operation)) {
    legs.add(refundable->to.view(), refundable->currency, refundable->amount);
  } else if (const auto* batch = std::get_if<TransferBatch>(&operation)) {
    for (const auto& leg : batch->legs) legs.add(leg.to.view(), leg.currency, leg.amount);
  } else if (const auto* hold = std::get_if<CreateHold>(&operation)) {
    legs.add(hold->payee.is_zero() ? hold->claim_key.view() : hold->payee.view(), hold->currency,
             hold->amount);
  } else {
    return std::nullopt;
  }
  codec::Writer out;
  out.raw(view_of(std::string_view("pennypost/approval/1")));
  out.u32(chain.value()).fixed(payer).fixed(nonce).number(expiry).u32(legs.count);
  out.raw(legs.writer.view());
  return out.take();
}

Bytes check_bytes(const std::string& user, ByteView purpose) {
  codec::Writer out;
  out.raw(view_of(std::string_view("pennypost/approval_check/1")));
  out.u32(static_cast<std::uint32_t>(user.size())).raw(view_of(user)).raw(purpose);
  return out.take();
}

Result<void> check_pin(const std::string& pin) {
  const bool digits = std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || pin.size() < kPinDigitsMin || pin.size() > kPinDigitsMax) {
    return fail("weak_pin", "A PIN has 4 to 12 digits.");
  }
  if (is_run(pin, 0) || is_run(pin, 1) || is_run(pin, -1)) {
    return fail("weak_pin", "This PIN is too easy to guess. Choose another one.");
  }
  return {};
}

struct Approvals::Record {
  struct Device {
    PublicKey key;
    TimestampUs usable_at;
  };
  Bytes pin_salt{};  // empty: no PIN
  Bytes pin_hash{};
  std::uint32_t tries = 0;  // wrong ones in a row
  TimestampUs pin_usable_at{};
  TimestampUs reset_ready_at{};
  std::vector<Device> devices{};
};

Approvals::Record Approvals::load(const std::string& user) const {
  Record out;
  const auto sealed = store_.get("evidence", user);
  if (!sealed) return out;
  auto plain = open(sealing_, "pennypost/evidence/1 " + user, *sealed);
  CHECK(plain.has_value());  // claim_store has compared the master key
  codec::Reader in(*plain);
  if (in.u8() == 1) {
    out.pin_salt = bytes_of(in.raw(kPinSaltBytes));
    out.pin_hash = bytes_of(in.raw(kPinHashBytes));
  }
  out.tries = in.u32();
  out.pin_usable_at = in.number<TimestampUs>();
  out.reset_ready_at = in.number<TimestampUs>();
  for (std::uint32_t left = in.count(kDevicesMax); left > 0; --left) {
    const auto key = in.fixed<PublicKey>();
    out.devices.push_back({key, in.number<TimestampUs>()});
  }
  CHECK(in.done());
  wipe(*plain);
  return out;
}

void Approvals::save(const std::string& user, const Record& record) {
  codec::Writer out;
  out.u8(record.pin_salt.empty() ? 0 : 1).raw(record.pin_salt).raw(record.pin_hash);
  out.u32(record.tries).number(record.pin_usable_at).number(record.reset_ready_at);
  out.u32(static_cast<std::uint32_t>(record.devices.size()));
  for (const auto& device : record.devices) out.fixed(device.key).number(device.usable_at);
  gateway_store::Change change;
  change.put("evidence", user, seal(sealing_, "pennypost/evidence/1 " + user, out.view()));
  CHECK(store_.commit(change));
}

Bytes Approvals::hash(const std::string& user, const std::string& pin, ByteView salt) const {
  codec::Writer writer;
  writer.raw(pepper_.view()).u32(static_cast<std::uint32_t>(user.size()));
  writer.raw(view_of(user)).raw(view_of(pin));
  Hash peppered = crypto::hash("pennypost/pin/1", writer.view());
  Bytes input = writer.take();
  wipe(input);
  Bytes out(kPinHashBytes);
  // Fails only where memory is out, which must not count as a right or a wrong PIN.
  CHECK(crypto_pwhash(out.data(), out.size(), reinterpret_cast<const char*>(peppered.bytes.data()),
                      peppered.bytes.size(), salt.data(), kPinPasses, kPinMemoryBytes,
                      crypto_pwhash_ALG_ARGON2ID13) == 0);
  sodium_memzero(peppered.bytes.data(), peppered.bytes.size());
  return out;
}

Evidence Approvals::evidence_of(const Record& record) const {
  const std::uint32_t left = kPinTriesMax - std::min(record.tries, kPinTriesMax);
  const bool set = !record.pin_salt.empty();
  return {.pin_set = set,
          .pin_locked = set && left == 0,
          .tries_left = set ? left : 0,
          .pin_usable_at = record.pin_usable_at,
          .reset_ready_at = record.reset_ready_at,
          .devices = static_cast<std::uint32_t>(record.devices.size())};
}

Evidence Approvals::evidence(const std::string& user) {
  const std::lock_guard lock(mutex_);
  return evidence_of(load(user));
}

Result<void> Approvals::verify_pin(const std::string& user, const std::string& pin) {
  Record record;
  {
    const std::lock_guard lock(mutex_);
    record = load(user);
    if (record.pin_salt.empty()) return fail("no_evidence", "There is no PIN yet. Set one first.");
    if (record.tries >= kPinTriesMax) {
      return fail("pin_locked", "Too many wrong PINs: it is locked. Reset it, and wait.");
    }
    ++record.tries;  // counted before it is looked at: a crash gives no free try
    save(user, record);
  }
  const Bytes made = hash(user, pin, record.pin_salt);
  if (!equal_secrets(text_of(made), text_of(record.pin_hash))) {
    const std::uint32_t left = kPinTriesMax - record.tries;
    if (left == 0) return fail("pin_locked", "That was the last try: the PIN is locked.");
    return fail("wrong_pin", "That PIN is wrong. Tries left: " + std::to_string(left) + ".");
  }
  const std::lock_guard lock(mutex_);
  Record now = load(user);
  if (now.pin_hash != record.pin_hash) return fail("wrong_pin", "The PIN was changed meanwhile.");
  now.tries = 0;
  now.reset_ready_at = TimestampUs(0);  // who knows the PIN needs no reset, and may not want one
  save(user, now);
  if (now_() < now.pin_usable_at) {
    return fail("not_yet", "This PIN is new, and counts only after a delay. Try again later.");
  }
  return {};
}

Result<void> Approvals::verify(const std::string& user, const Approval& approval,
                               ByteView message) {
  if (!approval.pin.empty()) {
    if (approval.pin.size() > kPinDigitsMax) return fail("malformed", "This is no PIN.");
    return verify_pin(user, approval.pin);
  }
  if (approval.device_key.is_zero()) {
    return fail("no_evidence", "This needs the user's PIN or the signature of a device.");
  }
  const std::lock_guard lock(mutex_);
  const Record record = load(user);
  const auto device = std::ranges::find(record.devices, approval.device_key, &Record::Device::key);
  if (device == record.devices.end() ||
      !crypto::verify(device->key, message, approval.device_signature)) {
    return fail("wrong_device", "This is not the signature of one of the user's devices.");
  }
  if (now_() < device->usable_at) {
    return fail("not_yet", "This device is new, and counts only after a delay. Try again later.");
  }
  return {};
}

Result<Evidence> Approvals::set_pin(const std::string& user, const std::string& pin,
                                    const Approval& approval) {
  PP_CHECKED(check_pin(pin));
  Record before;
  {
    const std::lock_guard lock(mutex_);
    before = load(user);
  }
  const TimestampUs now = now_();
  const bool first = before.pin_salt.empty() && before.devices.empty();
  const bool reset = before.reset_ready_at.value() > 0 && now >= before.reset_ready_at;
  if (!first && !reset) {
    PP_CHECKED(verify(user, approval, check_bytes(user, view_of(std::string_view("set_pin")))));
  }
  Bytes salt(kPinSaltBytes);
  crypto::random_bytes(salt);
  const Bytes made = hash(user, pin, salt);
  const std::lock_guard lock(mutex_);
  Record record = load(user);
  if (record.pin_hash != before.pin_hash) {
    return fail("not_permitted", "The PIN was set by somebody else meanwhile.");
  }
  record.pin_salt = salt;
  record.pin_hash = made;
  record.tries = 0;
  record.reset_ready_at = TimestampUs(0);
  record.pin_usable_at = first ? now + options_.new_delay_us : now;
  save(user, record);
  return evidence_of(record);
}

Evidence Approvals::reset_pin(const std::string& user) {
  const std::lock_guard lock(mutex_);
  Record record = load(user);
  // Asked again, it is not delayed again.
  if (!record.pin_salt.empty() && record.reset_ready_at.value() == 0) {
    record.reset_ready_at = now_() + options_.reset_delay_us;
    save(user, record);
  }
  return evidence_of(record);
}

Result<Evidence> Approvals::add_device(const std::string& user, const PublicKey& key,
                                       const Approval& approval) {
  if (key.is_zero()) return fail("malformed", "A device has a public key of 32 bytes.");
  Record before;
  {
    const std::lock_guard lock(mutex_);
    before = load(user);
  }
  const bool first = before.pin_salt.empty() && before.devices.empty();
  if (!first) PP_CHECKED(verify(user, approval, check_bytes(user, key.view())));
  const std::lock_guard lock(mutex_);
  Record record = load(user);
  if (std::ranges::find(record.devices, key, &Record::Device::key) != record.devices.end()) {
    return evidence_of(record);
  }
  if (first && (!record.pin_salt.empty() || !record.devices.empty())) {
    return fail("no_evidence", "Somebody else was quicker. Approve it with what is there now.");
  }
  if (record.devices.size() >= kDevicesMax) {
    return fail("too_many_devices", "A user has at most 8 devices.");
  }
  record.devices.push_back({key, first ? now_() + options_.new_delay_us : now_()});
  save(user, record);
  return evidence_of(record);
}

Evidence Approvals::forget(const std::string& user) {
  const std::lock_guard lock(mutex_);
  gateway_store::Change change;
  change.erase("evidence", user);
  CHECK(store_.commit(change));
  return evidence_of({});
}

}  // namespace pennypost::custodian
