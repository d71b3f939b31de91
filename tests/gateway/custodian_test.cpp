#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "api/custodian/key_file.h"
#include "api/custodian/master_key.h"
#include "api/custodian/sealing.h"
#include "tests/gateway/support.h"

namespace pennypost::custodian {
namespace {

namespace files = std::filesystem;
using gateway::test::sealing_key;

TEST(SealingTest, OpensOnlyAsSealed) {
  const auto key = sealing_key(1);
  const Bytes plain = bytes_of(view_of("a secret of some length"));
  const auto sealed = seal(key, "place", plain);
  EXPECT_EQ(open(key, "place", sealed), plain);
  EXPECT_EQ(sealed.find("secret"), std::string::npos);
  EXPECT_EQ(open(sealing_key(2), "place", sealed), std::nullopt);
  EXPECT_EQ(open(key, "another place", sealed), std::nullopt);
  for (std::size_t bit = 0; bit < 8 * sealed.size(); ++bit) {
    auto changed = sealed;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_EQ(open(key, "place", changed), std::nullopt) << "bit " << bit;
  }
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_EQ(open(key, "place", sealed.substr(0, size)), std::nullopt);
  }
  EXPECT_EQ(open(key, "place", sealed + "x"), std::nullopt);
  EXPECT_NE(seal(key, "place", plain), sealed);  // a nonce of its own each time
  EXPECT_EQ(open(key, "", seal(key, "", {})), Bytes{});
}

TEST(SealingTest, KeysAndSecrets) {
  EXPECT_FALSE(SealingKey::from(Bytes(31)).has_value());
  EXPECT_FALSE(SealingKey::from(Bytes(33)).has_value());
  EXPECT_TRUE(SealingKey::from(Bytes(32)).has_value());
  EXPECT_NE(bytes_of(SealingKey::random().view()), bytes_of(SealingKey::random().view()));
  EXPECT_TRUE(equal_secrets("abc", "abc"));
  EXPECT_FALSE(equal_secrets("abc", "abd"));
  EXPECT_FALSE(equal_secrets("abc", "abcd"));
  EXPECT_TRUE(equal_secrets("", ""));
  Bytes secret{1, 2, 3};
  wipe(secret);
  EXPECT_EQ(secret, (Bytes{0, 0, 0}));
}

void write(const files::path& file, const std::string& text, mode_t mode) {
  std::ofstream(file) << text;
  ASSERT_EQ(::chmod(file.c_str(), mode), 0);
}

std::string code_of(const Result<crypto::Seed>& seed) {
  return seed ? "good" : seed.error().code;
}

TEST(KeyFileTest, ReadsWhatOnlyTheOwnerMayRead) {
  const store::Folder folder;
  const auto file = folder.path() / "key";
  const std::string hex(64, 'a');
  EXPECT_EQ(code_of(read_seed_file(file)), "unavailable");
  write(file, hex + "\n", 0600);
  EXPECT_EQ(code_of(read_seed_file(file)), "good");
  write(file, hex + "\r\n", 0400);
  EXPECT_EQ(code_of(read_seed_file(file)), "good");
  for (const mode_t mode : {0640U, 0604U, 0660U, 0610U, 0601U, 0620U}) {
    write(file, hex, mode);
    EXPECT_EQ(code_of(read_seed_file(file)), "unsafe_permissions") << mode;
  }
  for (const auto& bad :
       {std::string(), std::string(63, 'a'), std::string(65, 'a'), std::string(64, 'A'),
        std::string(64, 'g'), " " + hex, hex + "\n" + hex}) {
    write(file, bad, 0600);
    EXPECT_EQ(code_of(read_seed_file(file)), "malformed") << bad;
  }
  EXPECT_EQ(code_of(read_seed_file(folder.path())), "unavailable");  // a folder
}

TEST(KeyFileTest, ALongFileIsNoSecret) {
  const store::Folder folder;
  const auto file = folder.path() / "long";
  write(file, std::string(5'000, 'a'), 0600);
  EXPECT_FALSE(read_secret_file(file).has_value());  // half of a secret is none
}

TEST(KeyFileTest, CreatesOnceAndForTheOwnerAlone) {
  const store::Folder folder;
  const auto file = folder.path() / "deeper" / "key";
  const auto seed = read_or_create_seed_file(file);
  ASSERT_TRUE(seed.has_value());
  struct stat status{};
  ASSERT_EQ(::stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  const auto again = read_or_create_seed_file(file);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(bytes_of(again->view()), bytes_of(seed->view()));
  EXPECT_FALSE(create_secret_file(file, "other").has_value());  // never replaces
  EXPECT_EQ(bytes_of(read_seed_file(file)->view()), bytes_of(seed->view()));
}

TEST(KeyFileTest, APathThatCannotBeIsAnErrorAndNoException) {
  EXPECT_EQ(code_of(read_or_create_seed_file(std::string(5'000, 'x'))), "unavailable");
  EXPECT_EQ(code_of(read_or_create_seed_file("/proc/nothing/key")), "unavailable");
}

TEST(MasterKeyTest, FileCommandAndPassphrase) {
  const store::Folder folder;
  const std::string hex(64, 'a');
  write(folder.path() / "key", hex + "\n", 0600);
  const auto from_file = master_key_from_file(folder.path() / "key");
  ASSERT_TRUE(from_file.has_value());
  const auto from_command = master_key_from_command({"/bin/echo", hex});
  ASSERT_TRUE(from_command.has_value());
  EXPECT_EQ(bytes_of(from_file->view()), bytes_of(from_command->view()));
  EXPECT_EQ(master_key_from_command({"/bin/echo", "short"}).error().code, "malformed");
  EXPECT_EQ(master_key_from_command({"/bin/false"}).error().code, "unavailable");
  EXPECT_EQ(master_key_from_command({"/nowhere/program"}).error().code, "unavailable");
  EXPECT_EQ(master_key_from_command({"/bin/cat", "/dev/zero"}).error().code, "unavailable");

  const std::string salt = folder.path() / "salt";
  EXPECT_EQ(master_key_from_passphrase("short", salt).error().code, "weak_passphrase");
  const auto first = master_key_from_passphrase("correct horse battery", salt);
  const auto again = master_key_from_passphrase("correct horse battery", salt);
  const auto other = master_key_from_passphrase("correct horse batterz", salt);
  ASSERT_TRUE(first && again && other);
  EXPECT_EQ(bytes_of(first->view()), bytes_of(again->view()));
  EXPECT_NE(bytes_of(first->view()), bytes_of(other->view()));
}

}  // namespace
}  // namespace pennypost::custodian
