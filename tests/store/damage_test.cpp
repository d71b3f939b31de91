// One damaged disk must be noticed: whatever a flipped bit or a lost end of a file does, the store
// either gives back exactly what was written or says that it cannot.
#include <gmock/gmock.h>

#include <map>
#include <random>

#include "ledger/store/database.h"
#include "tests/store/folder.h"

namespace pennypost::store {
namespace {

constexpr int kWrites = 40;

/// Synced writes over several columns, small and large.
void fill(const files::path& folder) {
  auto database = Database::open(folder);
  ASSERT_TRUE(database) << database.error().message;
  for (int i = 0; i < kWrites; ++i) {
    WriteBatch batch(**database);
    const std::string number = std::to_string(i);
    batch.put(Column::safety, view_of("safety"), view_of(number));
    batch.put(Column::batches, view_of("batch " + number), view_of(std::string(700, 'a')));
    batch.put(Column::state, view_of("account " + number), view_of("balance " + number));
    (*database)->write(std::move(batch), true);
  }
}

class Damage : public testing::Test {
 protected:
  void SetUp() override {
    fill(whole());
    if (HasFatalFailure()) return;
  }
  /// Opening writes the log into tables and blob files.
  void reopen() {
    const auto database = Database::open(whole());
    ASSERT_TRUE(database);
  }
  files::path whole() const { return folder_.path() / "whole"; }
  files::path copy() const { return folder_.path() / "copy"; }

  /// Flips bits all over the files with this name; counts what was noticed.
  void flip_all_over(const std::string& part, std::size_t tries, std::size_t& noticed) {
    const std::vector<std::string> expected = contents_of_whole();
    std::mt19937_64 random(7);
    const auto originals = files_like(whole(), part);
    ASSERT_FALSE(originals.empty()) << part;
    for (std::size_t i = 0; i < tries; ++i) {
      copy_folder(whole(), copy());
      const auto targets = files_like(copy(), part);
      const files::path& target = targets[i % targets.size()];
      const std::uint64_t size = files::file_size(target);
      if (size == 0) continue;
      const std::uint64_t offset = random() % size;
      flip_bit(target, offset, static_cast<int>(random() % 8));
      const auto found = contents(copy());
      if (found) {
        EXPECT_EQ(*found, expected) << target << " at " << offset;
      } else {
        ++noticed;
        EXPECT_FALSE(found.error().message.empty());
        SCOPED_TRACE(target.string() + " at " + std::to_string(offset));
        EXPECT_THAT(found.error().code, testing::AnyOf("corrupt_store", "store_unavailable"))
            << found.error().message;
      }
    }
  }
  std::vector<std::string> contents_of_whole() {
    // A copy, since opening would turn the log into tables.
    copy_folder(whole(), copy());
    auto found = contents(copy());
    EXPECT_TRUE(found) << found.error().message;
    return found.value_or(std::vector<std::string>{});
  }

 private:
  Folder folder_;
};

TEST_F(Damage, AFlippedBitInTheLogIsNoticed) {
  std::size_t noticed = 0;
  flip_all_over(".log", 60, noticed);
  EXPECT_GT(noticed, 30U);
}

TEST_F(Damage, AFlippedBitInTheLastRecordIsNoticed) {
  const std::vector<std::string> expected = contents_of_whole();
  const files::path log = files_like(whole(), ".log").back().filename();
  const std::uint64_t size = files::file_size(whole() / "rocksdb" / log);
  // The last record's header and its first bytes: length, type, checksum.
  std::size_t noticed = 0;
  for (std::uint64_t back = 860; back > 780; back -= 2) {
    copy_folder(whole(), copy());
    flip_bit(copy() / "rocksdb" / log, size - back, static_cast<int>(back % 8));
    const auto found = contents(copy());
    if (found) {
      EXPECT_EQ(*found, expected) << back;
    } else {
      ++noticed;
      EXPECT_EQ(found.error().code, "corrupt_store");
    }
  }
  EXPECT_GT(noticed, 30U);
}

TEST_F(Damage, ALogThatLostItsEndIsNoticed) {
  const files::path log = files_like(whole(), ".log").back().filename();
  const std::uint64_t size = files::file_size(whole() / "rocksdb" / log);
  for (const std::uint64_t lost : {std::uint64_t{1}, std::uint64_t{100}, size / 2, size}) {
    copy_folder(whole(), copy());
    files::resize_file(copy() / "rocksdb" / log, size - lost);
    const auto found = Database::open(copy());
    ASSERT_FALSE(found) << lost;
    EXPECT_EQ(found.error().code, "corrupt_store");
    EXPECT_THAT(found.error().message, testing::HasSubstr("durable"));
  }
}

TEST_F(Damage, ALogThatIsGoneIsNoticed) {
  for (const files::path& log : files_like(whole(), ".log")) files::remove(log);
  const auto found = Database::open(whole());
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, "corrupt_store");
}

TEST_F(Damage, AFlippedBitInATableIsNoticed) {
  reopen();
  std::size_t noticed = 0;
  flip_all_over(".sst", 60, noticed);
  EXPECT_GT(noticed, 30U);
}

TEST_F(Damage, AFlippedBitInABlobFileIsNoticed) {
  reopen();
  std::size_t noticed = 0;
  flip_all_over(".blob", 40, noticed);
  EXPECT_GT(noticed, 30U);
}

TEST_F(Damage, AFlippedBitInTheListOfFilesIsNoticed) {
  reopen();
  std::size_t noticed = 0;
  flip_all_over("MANIFEST", 60, noticed);
  flip_all_over("CURRENT", 10, noticed);
  EXPECT_GT(noticed, 30U);
}

// Whatever the file, also those that only people or the database's own tools read: small ones byte
// by byte.
TEST_F(Damage, AFlippedByteOfAnyFileIsNoticedOrChangesNothing) {
  reopen();
  const std::vector<std::string> expected = contents_of_whole();
  std::mt19937_64 random(5);
  std::size_t noticed = 0;
  std::size_t kinds = 0;
  for (const auto& entry : files::recursive_directory_iterator(whole())) {
    if (!entry.is_regular_file() || entry.file_size() == 0) continue;
    ++kinds;
    const files::path name = files::relative(entry.path(), whole());
    const std::uint64_t size = entry.file_size();
    const std::uint64_t places = std::min<std::uint64_t>(size, 40);
    for (std::uint64_t i = 0; i < places; ++i) {
      const std::uint64_t at = size <= 40 ? i : random() % size;
      copy_folder(whole(), copy());
      flip_bit(copy() / name, at, static_cast<int>(random() % 8));
      const auto found = contents(copy());
      if (found) {
        EXPECT_EQ(*found, expected) << name << " at " << at;
        continue;
      }
      ++noticed;
      EXPECT_THAT(found.error().code, testing::AnyOf("corrupt_store", "store_unavailable"))
          << name << " at " << at << ": " << found.error().message;
    }
  }
  EXPECT_GT(kinds, 6U);
  EXPECT_GT(noticed, 100U);
}

TEST_F(Damage, AFileThatIsGoneIsNoticed) {
  reopen();
  for (const char* part : {".sst", ".blob", "MANIFEST", "CURRENT"}) {
    copy_folder(whole(), copy());
    files::remove(files_like(copy(), part).front());
    EXPECT_FALSE(contents(copy())) << part;
  }
}

// Looking at a folder finds the same damage, and leaves every file as it is.
TEST_F(Damage, ReadingOnlyChangesNothingAndNoticesTheSame) {
  const auto bytes_of_files = [this] {
    std::map<std::string, std::string> out;
    for (const auto& entry : files::recursive_directory_iterator(whole())) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      out[entry.path().string()] = std::string(std::istreambuf_iterator<char>(in), {});
    }
    return out;
  };
  const auto before = bytes_of_files();
  {
    const auto database = Database::open_read_only(whole());
    ASSERT_TRUE(database) << database.error().message;
    EXPECT_TRUE((*database)->verify());
    EXPECT_EQ((*database)->get(Column::safety, view_of("safety")),
              bytes_of(view_of(std::to_string(kWrites - 1))));
  }
  EXPECT_EQ(bytes_of_files(), before);
  const files::path log = files_like(whole(), ".log").back();
  copy_folder(whole(), copy());
  flip_bit(files_like(copy(), ".log").back(), files::file_size(log) / 2, 3);
  EXPECT_EQ(Database::open_read_only(copy()).error().code, "corrupt_store");
  copy_folder(whole(), copy());
  flip_bit(copy() / "synced", 7, 0);
  EXPECT_EQ(Database::open_read_only(copy()).error().code, "corrupt_store");
  copy_folder(whole(), copy());
  files::resize_file(files_like(copy(), ".log").back(), files::file_size(log) / 2);
  EXPECT_EQ(Database::open_read_only(copy()).error().code, "corrupt_store");
  EXPECT_EQ(Database::open_read_only(whole() / "nowhere").error().code, "store_unavailable");
}

TEST_F(Damage, VerifyReadsEverything) {
  reopen();
  {
    const auto database = Database::open(whole());
    ASSERT_TRUE(database);
    EXPECT_TRUE((*database)->verify());
  }
  const files::path blob = files_like(whole(), ".blob").front();
  flip_bit(blob, files::file_size(blob) / 2, 0);
  const auto database = Database::open(whole());
  ASSERT_TRUE(database);
  const auto verified = (*database)->verify();
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().code, "corrupt_store");
  EXPECT_THAT(verified.error().message, testing::HasSubstr("batches"));
}

TEST_F(Damage, ADamagedMarkIsNoticed) {
  for (int bit = 0; bit < 8; ++bit) {
    copy_folder(whole(), copy());
    flip_bit(copy() / "synced", 7, bit);
    const auto found = Database::open(copy());
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, "corrupt_store");
    EXPECT_THAT(found.error().message, testing::HasSubstr("synced"));
  }
}

TEST_F(Damage, AMarkThatIsGoneOrEmptyIsBegunAgain) {
  files::remove(whole() / "synced");
  EXPECT_TRUE(Database::open(whole()));
  files::resize_file(whole() / "synced", 0);
  EXPECT_TRUE(Database::open(whole()));
}

}  // namespace
}  // namespace pennypost::store
