#pragma once

#include <memory>
#include <vector>

#include "ledger/state/state_parts.h"
#include "ledger/store/database.h"

namespace pennypost::store {

/// The state of the newest checkpoint as others may fetch it: cut into parts, each in the order of
/// its paths. Takes about 20 bytes of memory an entry, and a file. Any thread, one at a time.
class StateExport {
 public:
  /// Reads the checkpoint as it is now; `file` is replaced, and gone with this. Errors:
  /// `corrupt_store`, `store_unavailable`.
  static Result<std::unique_ptr<StateExport>> make(const Database& database,
                                                   const std::filesystem::path& file);
  ~StateExport();
  StateExport(const StateExport&) = delete;
  StateExport& operator=(const StateExport&) = delete;

  /// Of the block that the checkpoint stands behind.
  Version version() const { return version_; }
  unsigned depth() const { return depth_; }
  const std::vector<state::Part>& parts() const { return parts_; }
  /// The entries of a part, as state::read_entries reads them. Errors: `corrupt_store`.
  Result<Bytes> part(std::size_t index) const;

 private:
  struct Place {
    std::uint64_t offset = 0;
    std::uint32_t size = 0;
  };
  struct Found;
  StateExport(std::filesystem::path path, int file) : path_(std::move(path)), file_(file) {}
  Result<std::vector<Found>> write(const Database& database);
  void arrange(std::vector<Found> found);

  const std::filesystem::path path_;
  const int file_;
  Version version_;
  unsigned depth_ = 0;
  std::vector<state::Part> parts_;
  std::vector<Place> places_;               // of entries, by path
  std::vector<std::size_t> first_of_part_;  // in places_; one more than there are parts
};

}  // namespace pennypost::store
