#pragma once

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "ledger/store/database.h"

namespace pennypost::store {

namespace files = std::filesystem;

/// A folder of a test's own, gone with it; in memory where that is possible and nothing speaks for
/// a disk.
class Folder {
 public:
  explicit Folder(bool on_disk = false) {
    const files::path memory("/dev/shm");
    const files::path parent =
        on_disk || !files::exists(memory) ? files::temp_directory_path() : memory;
    std::string name = (parent / "pennypost_store_XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() {
    std::error_code ignored;
    files::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const files::path& path() const { return path_; }

 private:
  files::path path_;
};

inline void copy_folder(const files::path& from, const files::path& to) {
  files::remove_all(to);
  files::copy(from, to, files::copy_options::recursive);
}

/// The files of a database with this extension, oldest first.
inline std::vector<files::path> files_like(const files::path& folder, const std::string& part) {
  std::vector<files::path> out;
  for (const auto& entry : files::directory_iterator(folder / "rocksdb")) {
    if (entry.path().filename().string().find(part) != std::string::npos) {
      out.push_back(entry.path());
    }
  }
  std::ranges::sort(out);
  return out;
}

inline void flip_bit(const files::path& file, std::uint64_t offset, int bit) {
  std::fstream io(file, std::ios::in | std::ios::out | std::ios::binary);
  io.seekg(static_cast<std::streamoff>(offset));
  const int byte = io.get();
  io.seekp(static_cast<std::streamoff>(offset));
  io.put(static_cast<char>(byte ^ (1 << bit)));
}

/// Everything in a database, as text; the error where it cannot be opened or read.
inline Result<std::vector<std::string>> contents(const files::path& folder) {
  PP_TRY(const auto database, Database::open(folder));
  std::vector<std::string> out;
  for (std::size_t i = 0; i < kColumns; ++i) {
    PP_CHECKED(database->scan(static_cast<Column>(i), {}, [&](ByteView key, ByteView value) {
      out.push_back(std::to_string(i) + ' ' + to_hex(key) + '=' + to_hex(value));
      return true;
    }));
  }
  return out;
}

}  // namespace pennypost::store
