#include "ledger/codec/receipt_bundle.h"

#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/crypto/merkle.h"

namespace pennypost::codec {
namespace {

constexpr std::string_view kMagic = "PPRB";
constexpr std::uint8_t kFormat = 1;

/// How many hashes at the upper ends of two paths are the same.
std::size_t shared(const std::vector<Hash>& a, const std::vector<Hash>& b) {
  std::size_t out = 0;
  while (out < a.size() && out < b.size() && a[a.size() - 1 - out] == b[b.size() - 1 - out]) ++out;
  return out;
}

void write_path(Writer& out, const std::vector<Hash>& path, const std::vector<Hash>& before) {
  const std::size_t same = shared(path, before);
  out.u8(static_cast<std::uint8_t>(same)).u8(static_cast<std::uint8_t>(path.size() - same));
  for (std::size_t i = 0; i < path.size() - same; ++i) out.fixed(path[i]);
}

std::vector<Hash> read_path(Reader& in, const std::vector<Hash>& before) {
  const std::size_t same = in.u8();
  const std::size_t own = in.u8();
  std::vector<Hash> out;
  if (same > before.size() || same + own > kReceiptPathMax) {
    in.refuse();
    return out;
  }
  for (std::size_t i = 0; i < own; ++i) out.push_back(in.fixed<Hash>());
  out.insert(out.end(), before.end() - static_cast<std::ptrdiff_t>(same), before.end());
  if (shared(out, before) != same) in.refuse();  // L2: one value has one encoding
  return out;
}

}  // namespace

Bytes encode(const ReceiptBundle& bundle) {
  CHECK(bundle.receipts.size() <= kBundleReceiptsMax);
  Writer out(1'024 + bundle.receipts.size() * 512);
  out.raw(view_of(kMagic)).u8(kFormat);
  write(out, bundle.epochs, bundle.certificate);
  out.u32(static_cast<std::uint32_t>(bundle.receipts.size()));
  std::vector<Hash> none;
  const std::vector<Hash>* before = &none;
  for (const BundledReceipt& each : bundle.receipts) {
    out.number(each.version);
    write(out, each.receipt);
    write_path(out, each.path, *before);
    before = &each.path;
  }
  return out.take();
}

Result<ReceiptBundle> decode_receipt_bundle(ByteView bytes) {
  Reader in(bytes);
  ReceiptBundle out;
  const ByteView magic = in.raw(kMagic.size());
  if (!std::ranges::equal(magic, view_of(kMagic)) || in.u8() != kFormat) in.refuse();
  read(in, out.epochs, out.certificate);
  const std::uint32_t count = in.count(kBundleReceiptsMax);
  std::vector<Hash> before;
  for (std::uint32_t i = 0; i < count && in.good(); ++i) {
    BundledReceipt each;
    each.version = in.counter<Version>();
    each.receipt = read_receipt_excerpt(in);
    each.path = read_path(in, before);
    if (i > 0 && each.version <= out.receipts.back().version) in.refuse();
    before = each.path;
    out.receipts.push_back(std::move(each));
  }
  if (!in.done()) return fail("malformed", "These bytes are no bundle of receipts.");
  return out;
}

Result<void> verify_receipt_bundle(const ReceiptBundle& bundle, const Waypoint& waypoint,
                                   const crypto::Verify& verify) {
  PP_CHECKED(verify_steps(bundle.epochs, bundle.certificate, waypoint, verify));
  const LedgerInfo& info = bundle.certificate.ledger_info;
  for (const BundledReceipt& each : bundle.receipts) {
    PP_TRY(const Hash receipt_hash, hash_of(each.receipt));
    const Hash leaf = transaction_leaf(each.receipt.transaction_id, receipt_hash);
    const auto root =
        crypto::inclusion_root(info.version.value() + 1, each.version.value(), leaf, each.path);
    if (root != info.accumulator_root) {
      return fail("invalid_proof", "A receipt is not in the certified history.");
    }
  }
  return {};
}

}  // namespace pennypost::codec
