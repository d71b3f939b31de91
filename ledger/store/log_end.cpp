#include "ledger/store/log_end.h"

#include <array>
#include <fstream>
#include <span>
#include <vector>

#include "ledger/base/bytes.h"

namespace pennypost::store {
namespace {

// A log is a row of blocks, each a row of records: checksum, length (both little-endian) and type,
// then the data. A record never crosses the end of a block.
constexpr std::uint64_t kBlockBytes = 32 * 1024;
constexpr std::size_t kHeaderBytes = 7;

constexpr std::array<std::uint32_t, 256> make_crc32c_table() {
  constexpr std::uint32_t kPolynomial = 0x82f63b78;  // Castagnoli, reflected
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1) * kPolynomial);
    table[i] = value;
  }
  return table;
}
constexpr auto kCrc32cTable = make_crc32c_table();

/// RocksDB stores checksums rotated and shifted by a constant.
std::uint32_t masked(std::uint32_t crc) {
  return ((crc >> 15) | (crc << 17)) + 0xa282ead8U;
}

std::uint32_t little_endian(ByteView bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | bytes[i];
  return value;
}

/// Whether the record's checksum (over type and data) fits some part of what is there.
bool is_whole(ByteView record) {
  const std::uint32_t expected = little_endian(record.first(4));
  std::uint32_t crc = 0xffffffff;
  for (const std::uint8_t byte : record.subspan(kHeaderBytes - 1)) {
    crc = kCrc32cTable[(crc ^ byte) & 0xff] ^ (crc >> 8);
    if (masked(~crc) == expected) return true;
  }
  return false;
}

/// Whether the last block ends in a record of a damaged length.
bool is_damaged(ByteView block) {
  while (block.size() >= kHeaderBytes) {
    const std::size_t length = little_endian(block.subspan(4, 2));
    if (kHeaderBytes + length > block.size()) return is_whole(block);
    block = block.subspan(kHeaderBytes + length);
  }
  return false;
}

Result<Bytes> last_block(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary | std::ios::ate);
  const auto size = static_cast<std::uint64_t>(in.tellg());
  const std::uint64_t begin = size == 0 ? 0 : (size - 1) / kBlockBytes * kBlockBytes;
  std::string block(in ? size - begin : 0, '\0');
  in.seekg(static_cast<std::streamoff>(begin));
  in.read(block.data(), static_cast<std::streamsize>(block.size()));
  if (!in) return fail("store_unavailable", "Cannot read " + file.string() + ".");
  return bytes_of(view_of(block));
}

}  // namespace

Result<void> check_log_ends(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::directory_iterator entry(folder, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    const std::filesystem::path file = entry->path();
    if (file.extension() != ".log" && !file.filename().string().starts_with("MANIFEST-")) continue;
    PP_TRY(const Bytes block, last_block(file));
    if (is_damaged(block)) {
      return fail("corrupt_store", file.string() + " is damaged: the length of a record is wrong.");
    }
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    return fail("store_unavailable", "Cannot read " + folder.string() + ": " + error.message());
  }
  return {};
}

}  // namespace pennypost::store
