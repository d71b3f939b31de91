#include <gtest/gtest.h>

#include <set>

#include "ledger/codec/canonical.h"
#include "ledger/crypto/hash.h"
#include "tests/ledger/support/world.h"

namespace pennypost::codec {
namespace {

using test::id_of;

TEST(Identities, AuthenticationKeysBindThresholdAndKeys) {
  PublicKey low;
  PublicKey high;
  high.bytes[0] = 1;
  std::set<AuthenticationKey> all{authentication_key(1, {low}), authentication_key(1, {high}),
                                  authentication_key(1, {low, high}),
                                  authentication_key(2, {low, high})};
  EXPECT_EQ(all.size(), 4U);
  EXPECT_DEATH(authentication_key(1, {high, low}), "keys");
  EXPECT_DEATH(authentication_key(1, {low, low}), "keys");
}

TEST(Identities, AddressesBindChainKeyAndSalt) {
  const AuthenticationKey key = test::key_of("alice");
  Salt salt;
  salt.bytes[15] = 1;
  std::set<Address> all{account_address(ChainId(1), key, Salt{}),
                        account_address(ChainId(2), key, Salt{}),
                        account_address(ChainId(1), key, salt),
                        account_address(ChainId(1), test::key_of("bob"), Salt{})};
  EXPECT_EQ(all.size(), 4U);
}

TEST(Identities, ATransactionsIdIsTheHashOfWhatIsSigned) {
  const Bytes bytes = bytes_of(view_of("signed"));
  EXPECT_EQ(transaction_id(bytes).bytes, crypto::hash("", transaction_signing_bytes(bytes)).bytes);
  EXPECT_NE(transaction_id(bytes), transaction_id(view_of("other")));
}

TEST(Identities, OrderVotesSignTheWholeLedgerInfoBehindTheirTag) {
  LedgerInfo info;
  const Bytes message = order_vote_signing_bytes(info);
  EXPECT_TRUE(text_of(message).starts_with("pennypost/order_vote/1"));
  EXPECT_TRUE(text_of(message).ends_with(text_of(encode(info))));
}

TEST(Identities, TheHashOfASetIsThatOfItsVotersAndCoversTheRest) {
  const ValidatorSet set = test::validators(4);
  EXPECT_EQ(hash_of(set), hash_of(Voters(set)));
  ValidatorSet renamed = set;
  renamed.validators[2].name = "other";
  EXPECT_NE(hash_of(renamed), hash_of(set));
  ValidatorSet relinked = set;
  relinked.validators[2].network_key = id_of<PublicKey>("other");
  EXPECT_NE(hash_of(relinked), hash_of(set));
  ValidatorSet reordered = set;
  std::swap(reordered.validators[0], reordered.validators[1]);
  EXPECT_NE(hash_of(reordered), hash_of(set));
}

TEST(Identities, LeavesBindEverything) {
  const BlockLeaf leaf{Epoch(1),       Round(2),   id_of<BlockId>("b"),
                       TimestampUs(3), id_of("s"), Version(4)};
  std::set<Hash> all{block_leaf(leaf)};
  for (int part = 0; part < 6; ++part) {
    BlockLeaf changed = leaf;
    if (part == 0) changed.epoch = Epoch(9);
    if (part == 1) changed.round = Round(9);
    if (part == 2) changed.block_id = id_of<BlockId>("c");
    if (part == 3) changed.timestamp = TimestampUs(9);
    if (part == 4) changed.state_root = id_of("t");
    if (part == 5) changed.first_version = Version(9);
    all.insert(block_leaf(changed));
  }
  all.insert(transaction_leaf(id_of<TransactionId>("t"), id_of("r")));
  all.insert(transaction_leaf(id_of<TransactionId>("u"), id_of("r")));
  all.insert(transaction_leaf(id_of<TransactionId>("t"), id_of("q")));
  EXPECT_EQ(all.size(), 10U);
}

}  // namespace
}  // namespace pennypost::codec
