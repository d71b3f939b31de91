#include "ledger/codec/canonical.h"

#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/codec/fields.h"
#include "ledger/crypto/hash.h"
#include "ledger/types/transaction.h"

namespace pennypost::codec {
namespace {

// Sizes of the usual values, so that a Writer allocates once.
constexpr std::size_t kBalanceBytes = 8 + 8;
constexpr std::size_t kLedgerInfoBytes = 4 + 3 * 8 + 32 + 8 + 2 * 32 + 8 + 33;
constexpr std::size_t kSignatureBytes = 2 + Signature::kSize;
constexpr std::size_t kEventBytes = 1 + 3 * 32 + 2 * 8;

void write_optional(Writer& out, const std::optional<Version>& version) {
  out.u8(version ? 1 : 0);
  if (version) out.number(*version);
}

std::optional<Version> read_optional_version(Reader& in) {
  if (!read_flag(in)) return std::nullopt;
  return in.counter<Version>();
}

void write_text(Writer& out, std::string_view text) {
  CHECK(text.size() <= UINT8_MAX);
  out.u8(static_cast<std::uint8_t>(text.size())).raw(view_of(text));
}

std::uint32_t count_of(std::size_t size) {
  CHECK(size <= UINT32_MAX);
  return static_cast<std::uint32_t>(size);
}

void require(Reader& in, Presence presence, bool present) {
  if (presence != Presence::maybe && present != (presence == Presence::yes)) in.refuse();
}

CurrencyCode read_code_or_none(Reader& in, Presence presence) {
  if (presence == Presence::yes) return read_code(in);
  if (!std::ranges::all_of(in.raw(sizeof(CurrencyCode)), [](std::uint8_t b) { return b == 0; })) {
    in.refuse();
  }
  return {};
}

TouchedAccount read_touched(Reader& in) {
  TouchedAccount touched;
  touched.address = in.fixed<Address>();
  touched.previous = read_optional_version(in);
  touched.sequence_number = in.counter<SequenceNumber>();
  touched.balances = read_balances(in);
  return touched;
}

template <class T>
Result<T> finish(const Reader& in, T value, const char* what) {
  if (!in.done()) {
    return fail("malformed",
                std::string("These bytes are not the canonical form of ") + what + ".");
  }
  return value;
}

}  // namespace

// --- Parts
// ----------------------------------------------------------------------------------------

void write_code(Writer& out, const CurrencyCode& code) {
  out.raw(view_of({code.text.data(), code.text.size()}));
}

/// Three to eight letters and digits, padded with zeros; all zeros is no code.
CurrencyCode read_code(Reader& in) {
  const std::string_view padded = text_of(in.raw(sizeof(CurrencyCode)));
  const auto code = CurrencyCode::from(padded.substr(0, padded.find('\0')));
  if (!code || std::string_view(code->text.data(), code->text.size()) != padded) {
    in.refuse();
    return {};
  }
  return *code;
}

bool read_flag(Reader& in) {
  const std::uint8_t flag = in.u8();
  if (flag > 1) in.refuse();
  return flag == 1;
}

void write(Writer& out, const Balances& balances) {
  out.u32(count_of(balances.size()));
  for (const Balance& balance : balances) {
    write_code(out, balance.currency);
    out.number(balance.amount);
  }
}

void write(Writer& out, const TouchedAccount& touched) {
  out.fixed(touched.address);
  write_optional(out, touched.previous);
  out.number(touched.sequence_number);
  write(out, touched.balances);
}

Balances read_balances(Reader& in) {
  return read_balances(in, in.count(kBalancesMax));
}

Balances read_balances(Reader& in, std::uint32_t count) {
  Balances balances;
  for (std::uint32_t i = 0; i < count && in.good(); ++i) {
    const CurrencyCode code = read_code(in);
    const auto amount = in.number<Amount>();
    if (amount == Amount(0)) in.refuse();
    if (!balances.empty() && balances.back().currency >= code) in.refuse();
    balances.push_back(Balance{code, amount});
  }
  return balances;
}

void write(Writer& out, const std::vector<Hash>& hashes) {
  out.u32(count_of(hashes.size()));
  for (const Hash& hash : hashes) out.fixed(hash);
}

std::vector<Hash> read_hashes(Reader& in, std::size_t max) {
  std::vector<Hash> hashes;
  const std::uint32_t count = in.count(max);
  for (std::uint32_t i = 0; i < count && in.good(); ++i) hashes.push_back(in.fixed<Hash>());
  return hashes;
}

void write(Writer& out, const Event& event) {
  out.u8(static_cast<std::uint8_t>(event.kind)).fixed(event.from).fixed(event.to);
  write_code(out, event.currency);
  out.number(event.amount);
  if (event_shape(event.kind).subject != Presence::no) out.fixed(event.subject);
}

/// L14: what an event of this kind has not is zero, and what it has is not.
Event read_event(Reader& in) {
  Event event;
  const std::uint8_t kind = in.u8();
  if (kind < 1 || kind > kLastEventKind) {
    in.refuse();
    return event;
  }
  event.kind = static_cast<EventKind>(kind);
  const EventShape& shape = event_shape(event.kind);
  event.from = in.fixed<Address>();
  event.to = in.fixed<Address>();
  event.currency = read_code_or_none(in, shape.currency);
  event.amount = in.number<Amount>();
  if (shape.subject != Presence::no) event.subject = in.fixed<Hash>();
  require(in, shape.from, !event.from.is_zero());
  require(in, shape.to, !event.to.is_zero());
  require(in, shape.amount, event.amount != Amount(0));
  require(in, shape.subject, !event.subject.is_zero());
  return event;
}

void write(Writer& out, const Receipt& receipt) {
  out.fixed(receipt.transaction_id).u16(static_cast<std::uint16_t>(receipt.code));
  out.u32(count_of(receipt.events.size()));
  for (const Event& event : receipt.events) write(out, event);
  out.u32(count_of(receipt.accounts.size()));
  for (const TouchedAccount& touched : receipt.accounts) write(out, touched);
}

Receipt read_receipt(Reader& in) {
  Receipt receipt;
  receipt.transaction_id = in.fixed<TransactionId>();
  receipt.code = static_cast<Code>(in.u16());
  if (!is_kept(receipt.code)) in.refuse();
  const std::uint32_t events = in.count(receipt.code == Code::success ? kLegsMax : 0);
  for (std::uint32_t i = 0; i < events && in.good(); ++i) receipt.events.push_back(read_event(in));
  const std::uint32_t accounts = in.count(kLegsMax + 1);
  for (std::uint32_t i = 0; i < accounts && in.good(); ++i) {
    TouchedAccount touched = read_touched(in);
    if (i > 0 && receipt.accounts.back().address >= touched.address) in.refuse();
    receipt.accounts.push_back(std::move(touched));
  }
  return receipt;
}

void write(Writer& out, const LedgerInfo& info) {
  out.u32(info.chain_id.value()).number(info.epoch).number(info.round).number(info.height);
  out.fixed(info.block_id).number(info.version);
  out.fixed(info.state_root).fixed(info.accumulator_root).number(info.timestamp);
  out.u8(info.next_validators_hash ? 1 : 0);
  if (info.next_validators_hash) out.fixed(*info.next_validators_hash);
}

LedgerInfo read_ledger_info(Reader& in) {
  LedgerInfo info;
  info.chain_id = ChainId(in.u32());
  info.epoch = in.counter<Epoch>();
  info.round = in.counter<Round>();
  info.height = in.counter<Height>();
  info.block_id = in.fixed<BlockId>();
  info.version = in.counter<Version>();
  info.state_root = in.fixed<Hash>();
  info.accumulator_root = in.fixed<Hash>();
  info.timestamp = in.number<TimestampUs>();
  if (read_flag(in)) info.next_validators_hash = in.fixed<Hash>();
  return info;
}

void write(Writer& out, const Voters& voters) {
  out.u32(count_of(voters.voters.size()));
  for (const Voter& voter : voters.voters) out.fixed(voter.consensus_key).number(voter.power);
  out.fixed(voters.links_hash);
}

Voters read_voters(Reader& in) {
  Voters voters;
  const std::uint32_t count = in.count(kValidatorsMax);
  for (std::uint32_t i = 0; i < count && in.good(); ++i) {
    const auto key = in.fixed<PublicKey>();
    voters.voters.push_back(Voter{key, in.counter<Power>()});
  }
  voters.links_hash = in.fixed<Hash>();
  return voters;
}

void write(Writer& out, const std::vector<IndexedSignature>& signatures) {
  out.u32(count_of(signatures.size()));
  for (const IndexedSignature& each : signatures) out.u16(each.validator).fixed(each.signature);
}

std::vector<IndexedSignature> read_signatures(Reader& in) {
  std::vector<IndexedSignature> signatures;
  const std::uint32_t count = in.count(kValidatorsMax);
  for (std::uint32_t i = 0; i < count && in.good(); ++i) {
    const std::uint16_t validator = in.u16();
    if (i > 0 && signatures.back().validator >= validator) in.refuse();
    signatures.push_back(IndexedSignature{validator, in.fixed<Signature>()});
  }
  return signatures;
}

// --- Whole values
// ---------------------------------------------------------------------------------

Bytes encode(const Receipt& receipt) {
  std::size_t size = 32 + 2 + 2 * 4 + receipt.events.size() * kEventBytes;
  for (const TouchedAccount& touched : receipt.accounts) {
    size += 32 + 9 + 8 + 4 + touched.balances.size() * kBalanceBytes;
  }
  Writer out(size);
  write(out, receipt);
  return out.take();
}

Result<Receipt> decode_receipt(ByteView bytes) {
  Reader in(bytes);
  Receipt receipt = read_receipt(in);
  return finish(in, std::move(receipt), "a receipt");
}

Bytes encode(const LedgerInfo& info) {
  Writer out(kLedgerInfoBytes);
  write(out, info);
  return out.take();
}

Result<LedgerInfo> decode_ledger_info(ByteView bytes) {
  Reader in(bytes);
  LedgerInfo info = read_ledger_info(in);
  return finish(in, std::move(info), "a ledger info");
}

void write(Writer& out, const ValidatorSet& set) {
  out.u32(count_of(set.size()));
  for (const Validator& validator : set.validators) {
    out.fixed(validator.consensus_key).fixed(validator.network_key).number(validator.power);
    write_text(out, validator.name);
  }
}

Bytes encode(const ValidatorSet& set) {
  Writer out;
  write(out, set);
  return out.take();
}

Result<ValidatorSet> decode_validator_set(ByteView bytes) {
  Reader in(bytes);
  ValidatorSet set;
  const std::uint32_t count = in.count(kValidatorsMax);
  for (std::uint32_t i = 0; i < count && in.good(); ++i) {
    Validator validator;
    validator.consensus_key = in.fixed<PublicKey>();
    validator.network_key = in.fixed<PublicKey>();
    validator.power = in.number<Power>();
    validator.name = text_of(in.raw(in.u8()));
    set.validators.push_back(std::move(validator));
  }
  if (in.good() && !check_validator_set(set)) in.refuse();
  return finish(in, std::move(set), "a validator set");
}

Bytes encode(const OrderedCertificate& certificate) {
  Writer out(kLedgerInfoBytes + 4 + certificate.signatures.size() * kSignatureBytes);
  write(out, certificate.ledger_info);
  write(out, certificate.signatures);
  return out.take();
}

Result<OrderedCertificate> decode_ordered_certificate(ByteView bytes) {
  Reader in(bytes);
  OrderedCertificate certificate;
  certificate.ledger_info = read_ledger_info(in);
  certificate.signatures = read_signatures(in);
  return finish(in, std::move(certificate), "an ordered certificate");
}

Voters::Voters(const ValidatorSet& set) {
  Writer links;
  for (const Validator& validator : set.validators) {
    voters.push_back(Voter{validator.consensus_key, validator.power});
    links.fixed(validator.network_key);
    write_text(links, validator.name);
  }
  links_hash = crypto::hash("pennypost/validator_links/1", links.view());
}

}  // namespace pennypost::codec
