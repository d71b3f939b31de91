#include "ledger/proof/supply_proof.h"

#include "ledger/codec/fields.h"

namespace pennypost::proof {
namespace {

constexpr std::string_view kMagic = "PPSP";
constexpr std::uint8_t kFormat = 1;
constexpr std::size_t kSiblingsMax = 256;
constexpr std::size_t kCurrencyBytesMax = 128;

}  // namespace

Bytes encode(const SupplyProof& proof) {
  codec::Writer out;
  out.raw(view_of(kMagic)).u8(kFormat);
  codec::write(out, proof.epochs, proof.certificate);
  out.u32(static_cast<std::uint32_t>(proof.currencies.size()));
  for (const SupplyProof::Entry& entry : proof.currencies) {
    const Bytes currency = codec::encode(entry.currency);
    out.u32(static_cast<std::uint32_t>(currency.size())).raw(currency);
    codec::write(out, entry.siblings);
  }
  return out.take();
}

Result<SupplyProof> decode_supply_proof(ByteView bytes) {
  codec::Reader in(bytes);
  if (text_of(in.raw(kMagic.size())) != kMagic || in.u8() != kFormat) {
    return fail("malformed", "This is not a supply proof of a format known here.");
  }
  SupplyProof proof;
  codec::read(in, proof.epochs, proof.certificate);
  const std::uint32_t count = in.count(kSupplyCurrenciesMax);
  for (std::uint32_t i = 0; i < count && in.good(); ++i) {
    auto currency = codec::decode_currency(in.raw(in.count(kCurrencyBytesMax)));
    if (!currency || (i > 0 && proof.currencies.back().currency.code >= currency->code)) {
      in.refuse();
      break;
    }
    proof.currencies.push_back({*currency, codec::read_hashes(in, kSiblingsMax)});
  }
  if (!in.done()) return fail("malformed", "The supply proof is damaged or cut off.");
  return proof;
}

Result<void> verify_supply_proof(const SupplyProof& proof, const Waypoint& waypoint,
                                 const crypto::Verify& verify) {
  PP_CHECKED(codec::verify_steps(proof.epochs, proof.certificate, waypoint, verify));
  for (const SupplyProof::Entry& entry : proof.currencies) {
    const Hash path = state::state_path(state::StateKey::of(entry.currency.code));
    const Hash value = state::state_value_hash(entry.currency);
    PP_CHECKED(state::verify_state_proof(
        proof.certificate.ledger_info.state_root, path, value,
        {.leaf = state::StateProof::Leaf{path, value}, .siblings = entry.siblings}));
  }
  return {};
}

}  // namespace pennypost::proof
