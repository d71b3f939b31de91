#include "api/custodian/roots.h"

#include "ledger/codec/canonical.h"

namespace pennypost::custodian {
namespace {

constexpr std::size_t kSeedBytes = 32;
constexpr const char* kMark = "pennypost/custodian-store/1";

std::string context(const std::string& user) {
  return "pennypost/root/1 " + user;
}

}  // namespace

AuthenticationKey Root::authentication_key() const {
  return codec::authentication_key(1, {key.public_key()});
}

Address Root::address(ChainId chain) const {
  return codec::account_address(chain, authentication_key(), salt);
}

Result<void> Roots::claim_store() {
  gateway_store::Change change;
  change.expect("meta", "store", std::nullopt)
      .put("meta", "store", seal(master_, kMark, view_of(kMark)));
  if (store_.commit(change)) return {};
  const auto mark = store_.get("meta", "store");
  if (mark && open(master_, kMark, *mark)) return {};
  return fail("wrong_master_key",
              "The custodian's store was written under another master key. Use that key.");
}

bool Roots::has(const std::string& user) const {
  return store_.get("roots", user).has_value();
}

Result<Root> Roots::find_or_create(const std::string& user) {
  if (!has(user)) {
    Bytes plain(kSeedBytes + Salt::kSize);
    crypto::random_bytes(plain);
    gateway_store::Change change;
    change.expect("roots", user, std::nullopt)
        .put("roots", user, seal(master_, context(user), plain));
    wipe(plain);
    (void)store_.commit(change);  // where somebody else was quicker, theirs stands
  }
  return find(user);
}

Result<Root> Roots::find(const std::string& user) const {
  const auto sealed = store_.get("roots", user);
  if (!sealed) return fail("unknown_user", "The custodian keeps no key of this user.");
  auto plain = open(master_, context(user), *sealed);
  if (!plain || plain->size() != kSeedBytes + Salt::kSize) {
    return fail("unavailable", "The master key does not open this user's key.");
  }
  const Root out{crypto::KeyPair(*crypto::Seed::from(ByteView(*plain).first(kSeedBytes))),
                 *Salt::from(ByteView(*plain).subspan(kSeedBytes))};
  wipe(*plain);
  return out;
}

}  // namespace pennypost::custodian
