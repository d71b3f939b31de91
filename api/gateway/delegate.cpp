#include "api/gateway/delegate.h"

#include "api/custodian/key_file.h"

namespace pennypost::gateway {

Result<DelegateKey> DelegateKey::open(const DelegateId& id, const std::filesystem::path& file) {
  PP_TRY(const auto seed, custodian::read_or_create_seed_file(file.string()));
  DelegateKey out(id, crypto::KeyPair(seed));
  out.file_ = file;
  return out;
}

bool DelegateKey::refresh() {
  if (file_.empty()) return false;
  const auto seed = custodian::read_seed_file(file_.string());
  if (!seed) return false;  // it is being replaced; the old key goes on
  crypto::KeyPair key(*seed);
  if (key.public_key() == key_.public_key()) return false;
  key_ = key;
  return true;
}

}  // namespace pennypost::gateway
