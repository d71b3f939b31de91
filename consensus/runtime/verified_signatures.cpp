#include "consensus/runtime/verified_signatures.h"

#include "ledger/codec/canonical.h"
#include "ledger/crypto/hash.h"

namespace pennypost::runtime {

bool VerifiedSignatures::verify(const PublicKey& key, ByteView message,
                                const Signature& signature) {
  codec::Writer all(PublicKey::kSize + Signature::kSize + message.size());
  all.fixed(key).fixed(signature).raw(message);
  const Hash what = crypto::hash("pennypost/verified/1", all.view());
  if (knows(what)) return true;
  if (!crypto::verify(key, message, signature)) return false;
  remember(what);
  return true;
}

std::size_t VerifiedSignatures::remembered() const {
  const std::lock_guard lock(mutex_);
  return order_.size();
}

bool VerifiedSignatures::knows(const Hash& what) {
  const std::lock_guard lock(mutex_);
  return valid_.contains(what);
}

void VerifiedSignatures::remember(const Hash& what) {
  const std::lock_guard lock(mutex_);
  if (!valid_.insert(what).second) return;
  order_.push_back(what);
  if (order_.size() <= kRememberedMax) return;
  valid_.erase(order_.front());
  order_.pop_front();
}

}  // namespace pennypost::runtime
