#include "ledger/store/state_export.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/state/state_tree.h"
#include "ledger/store/state_checkpoint.h"

namespace pennypost::store {
namespace {

constexpr std::size_t kBufferBytes = 1024 * 1024;

bool write_all(int file, const Bytes& bytes) {
  return ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
}

}  // namespace

struct StateExport::Found {
  state::PathLeaf leaf;
  Place place;
};

Result<std::unique_ptr<StateExport>> StateExport::make(const Database& database,
                                                       const std::filesystem::path& file) {
  const int opened = ::open(file.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (opened < 0) return fail("store_unavailable", "Cannot write " + file.string() + ".");
  std::unique_ptr<StateExport> out(new StateExport(file, opened));
  PP_TRY(auto found, out->write(database));
  out->arrange(std::move(found));
  return out;
}

StateExport::~StateExport() {
  ::close(file_);
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

/// One scan, as of one moment: the checkpoint's mark and its entries, in the order of their keys.
Result<std::vector<StateExport::Found>> StateExport::write(const Database& database) {
  std::vector<Found> found;
  Bytes buffer;
  std::uint64_t offset = 0;
  bool marked = false;
  bool written = true;
  Result<void> decoded;
  PP_CHECKED(database.scan(Column::state, {}, [&](ByteView key, ByteView value) {
    if (const auto mark = StateCheckpoint::read_mark(key, value)) {
      version_ = *mark;
      return marked = true;
    }
    if (StateCheckpoint::is_nonces_key(key)) return false;  // they are the last
    auto entry = StateCheckpoint::read_entry(key, value);
    if (!entry) {
      decoded = std::unexpected(std::move(entry).error());
      return false;
    }
    const std::size_t before = buffer.size();
    state::append_entry(buffer, entry->first, value);
    const auto size = static_cast<std::uint32_t>(buffer.size() - before);
    found.push_back({{state::state_path(entry->first), state::state_value_hash(entry->second)},
                     {offset, size}});
    offset += size;
    if (buffer.size() < kBufferBytes) return true;
    written = write_all(file_, buffer);
    buffer.clear();
    return written;
  }));
  PP_CHECKED(std::move(decoded));
  if (!marked) return fail("corrupt_store", "Column state lacks the checkpoint.");
  if (written && write_all(file_, buffer)) return found;
  return fail("store_unavailable", "Cannot write " + path_.string() + ".");
}

void StateExport::arrange(std::vector<Found> found) {
  std::ranges::sort(found, {}, [](const Found& each) { return each.leaf.path; });
  depth_ = state::part_depth(found.size());
  std::vector<state::PathLeaf> leaves;
  leaves.reserve(found.size());
  for (const Found& each : found) leaves.push_back(each.leaf);
  parts_ = state::cut(leaves, depth_);
  places_.reserve(found.size());
  for (const Found& each : found) {
    while (first_of_part_.size() <= state::part_of(each.leaf.path, depth_)) {
      first_of_part_.push_back(places_.size());
    }
    places_.push_back(each.place);
  }
  first_of_part_.resize(parts_.size() + 1, places_.size());
}

Result<Bytes> StateExport::part(std::size_t index) const {
  CHECK(index < parts_.size());
  Bytes out;
  for (std::size_t i = first_of_part_[index]; i < first_of_part_[index + 1]; ++i) {
    const std::size_t at = out.size();
    out.resize(at + places_[i].size);
    const ssize_t read =
        ::pread(file_, out.data() + at, places_[i].size, static_cast<off_t>(places_[i].offset));
    if (read != static_cast<ssize_t>(places_[i].size)) {
      return fail("corrupt_store", "Cannot read " + path_.string() + ".");
    }
  }
  return out;
}

}  // namespace pennypost::store
