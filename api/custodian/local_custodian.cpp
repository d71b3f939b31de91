#include "api/custodian/custodian.h"
#include "ledger/base/check.h"

namespace pennypost::custodian {
namespace {

constexpr std::size_t kSeedBytes = 32;

class LocalCustodian final : public Custodian {
 public:
  LocalCustodian(std::unique_ptr<gateway_store::Store> store, const SealingKey& master)
      : store_(std::move(store)), master_(master) {}

  boost::asio::awaitable<Result<AccountKey>> account_key(std::string user) override {
    if (!store_->get("roots", user)) create(user);
    const auto root = load(user);
    if (!root) co_return std::unexpected(root.error());
    co_return AccountKey{crypto::KeyPair(root->seed).public_key(), root->salt};
  }

  boost::asio::awaitable<Result<Bytes>> sign(std::string user,
                                             wire::TransactionDraft draft) override {
    const auto root = load(user);
    if (!root) co_return std::unexpected(root.error());
    const crypto::KeyPair key(root->seed);
    draft.threshold = 1;
    draft.public_keys = {key.public_key()};
    co_return wire::sign_transaction(draft, key);
  }

 private:
  struct Root {
    crypto::Seed seed;
    Salt salt;
  };

  static std::string context(const std::string& user) { return "pennypost/root/1 " + user; }

  /// Seed ‖ salt, sealed. Where somebody else was quicker, theirs stands.
  void create(const std::string& user) {
    Bytes plain(kSeedBytes + Salt::kSize);
    crypto::random_bytes(plain);
    gateway_store::Change change;
    change.expect("roots", user, std::nullopt)
        .put("roots", user, seal(master_, context(user), plain));
    wipe(plain);
    (void)store_->commit(change);
  }

  Result<Root> load(const std::string& user) const {
    const auto sealed = store_->get("roots", user);
    if (!sealed) return fail("unknown_user", "The custodian keeps no key of this user.");
    auto plain = open(master_, context(user), *sealed);
    if (!plain || plain->size() != kSeedBytes + Salt::kSize) {
      return fail("unavailable", "The master key does not open this user's key.");
    }
    const Root out{*crypto::Seed::from(ByteView(*plain).first(kSeedBytes)),
                   *Salt::from(ByteView(*plain).subspan(kSeedBytes))};
    wipe(*plain);
    return out;
  }

  std::unique_ptr<gateway_store::Store> store_;
  SealingKey master_;
};

}  // namespace

std::unique_ptr<Custodian> make_local_custodian(std::unique_ptr<gateway_store::Store> store,
                                                const SealingKey& master) {
  return std::make_unique<LocalCustodian>(std::move(store), master);
}

}  // namespace pennypost::custodian
