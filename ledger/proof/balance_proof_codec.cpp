#include "ledger/base/check.h"
#include "ledger/codec/fields.h"
#include "ledger/proof/balance_proof.h"

// The bytes of a balance proof (L55). One value, one encoding: what follows from other parts is not
// written.
namespace pennypost::proof {
namespace {

using codec::Reader;
using codec::Writer;

constexpr std::string_view kMagic = "PPBP";
constexpr std::uint8_t kFormat = 1;
constexpr std::size_t kSiblingsMax = 256;
constexpr std::size_t kAccountBytesMax = 2'048;

// What stands before a part that may be one of two.
constexpr std::uint8_t kFirst = 0;   // the first state, the certificate's state
constexpr std::uint8_t kSecond = 1;  // a receipt

void write(Writer& out, const BlockEnd& end) {
  out.number(end.leaf.epoch).number(end.leaf.round).fixed(end.leaf.block_id);
  out.number(end.leaf.timestamp).fixed(end.leaf.state_root).number(end.leaf.first_version);
  out.number(end.version);
  codec::write(out, end.path);
}

BlockEnd read_end(Reader& in) {
  BlockEnd end;
  end.leaf.epoch = in.counter<Epoch>();
  end.leaf.round = in.counter<Round>();
  end.leaf.block_id = in.fixed<BlockId>();
  end.leaf.timestamp = in.number<TimestampUs>();
  end.leaf.state_root = in.fixed<Hash>();
  end.leaf.first_version = in.counter<Version>();
  end.version = in.counter<Version>();
  end.path = codec::read_hashes(in, codec::kReceiptPathMax);
  return end;
}

void write(Writer& out, const Touch& touch) {
  out.number(touch.version);
  codec::write(out, touch.receipt);
  codec::write(out, touch.balances);
  codec::write(out, touch.path);
}

Touch read_touch(Reader& in) {
  Touch touch;
  touch.version = in.counter<Version>();
  touch.receipt = codec::read_receipt_excerpt(in);
  touch.balances = codec::read_balances(in);
  touch.path = codec::read_hashes(in, codec::kReceiptPathMax);
  return touch;
}

void write(Writer& out, const AccountEvidence& evidence) {
  CHECK(!evidence.account || !evidence.other);
  out.u8(evidence.account ? 1 : 0);
  if (evidence.account) {
    const Bytes account = codec::encode(*evidence.account);
    out.u32(static_cast<std::uint32_t>(account.size())).raw(account);
  } else {
    out.u8(evidence.other ? 1 : 0);
    if (evidence.other) out.fixed(evidence.other->path).fixed(evidence.other->value_hash);
  }
  codec::write(out, evidence.siblings);
}

AccountEvidence read_evidence(Reader& in) {
  AccountEvidence evidence;
  if (codec::read_flag(in)) {
    auto account = codec::decode_account(in.raw(in.count(kAccountBytesMax)));
    if (account) {
      evidence.account = std::move(*account);
    } else {
      in.refuse();
    }
  } else if (codec::read_flag(in)) {
    const auto path = in.fixed<Hash>();
    evidence.other = state::StateProof::Leaf{path, in.fixed<Hash>()};
  }
  evidence.siblings = codec::read_hashes(in, kSiblingsMax);
  return evidence;
}

void write(Writer& out, const Beginning& beginning) {
  write(out, beginning.genesis);
  write(out, beginning.evidence);
}

template <class First>
void write(Writer& out, const std::variant<First, Touch>& part) {
  out.u8(std::holds_alternative<Touch>(part) ? kSecond : kFirst);
  std::visit([&out](const auto& each) { write(out, each); }, part);
}

}  // namespace

Bytes encode(const BalanceProof& proof) {
  Writer out;
  out.raw(view_of(kMagic)).u8(kFormat);
  codec::write(out, proof.epochs, proof.certificate);
  out.fixed(proof.address).number(proof.version).u8(proof.moment ? 1 : 0);
  if (proof.moment) {
    out.number(proof.moment->time);
    write(out, proof.moment->end);
    out.u8(proof.moment->next ? 1 : 0);
    if (proof.moment->next) write(out, *proof.moment->next);
  }
  write(out, proof.before);
  write(out, proof.after);
  return out.take();
}

Result<BalanceProof> decode_balance_proof(ByteView bytes) {
  Reader in(bytes);
  if (text_of(in.raw(kMagic.size())) != kMagic || in.u8() != kFormat) {
    return fail("malformed", "This is not a balance proof of a format known here.");
  }
  BalanceProof proof;
  codec::read(in, proof.epochs, proof.certificate);
  proof.address = in.fixed<Address>();
  proof.version = in.counter<Version>();
  if (codec::read_flag(in)) {
    Moment& moment = proof.moment.emplace();
    moment.time = in.number<TimestampUs>();
    moment.end = read_end(in);
    if (codec::read_flag(in)) moment.next = read_end(in);
  }
  if (codec::read_flag(in)) {
    proof.before = read_touch(in);
  } else {
    Beginning& beginning = proof.before.emplace<Beginning>();
    beginning.genesis = read_end(in);
    beginning.evidence = read_evidence(in);
  }
  if (codec::read_flag(in)) {
    proof.after = read_touch(in);
  } else {
    proof.after = read_evidence(in);
  }
  if (!in.done()) return fail("malformed", "The balance proof is damaged or cut off.");
  return proof;
}

}  // namespace pennypost::proof
