#include "api/node/genesis_source.h"

#include <sys/stat.h>
#include <time.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>
#include <vector>

#include "api/node/genesis_file.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/hash.h"

namespace pennypost::node {
namespace {

constexpr std::string_view kFileTag = "pennypost/genesis_file/1";
constexpr std::size_t kPartBytes = 4 * 1024 * 1024;
constexpr std::string_view kNoteTag = "pennypost/genesis_note/1";

Result<std::string> read_text(const std::filesystem::path& file) {
  std::error_code error;
  const auto size = std::filesystem::file_size(file, error);
  std::ifstream in(file, std::ios::binary);
  std::string text;
  bool read = !error;
  // Nobody needs the zeros that it would be filled with first.
  text.resize_and_overwrite(error ? 0 : size, [&](char* data, std::size_t count) {
    read = read && in.read(data, static_cast<std::streamsize>(count)).good();
    return read ? count : 0;
  });
  if (!read) {
    return fail("genesis_unreadable", "Cannot read the genesis file " + file.string() + ".");
  }
  return text;
}

/// Of the hashes of its parts, which several threads make.
Hash hash_of_file(const std::string& text) {
  const ByteView bytes = view_of(text);
  std::vector<Hash> parts((bytes.size() + kPartBytes - 1) / kPartBytes);
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < parts.size(); i = next++) {
      const std::size_t begin = i * kPartBytes;
      parts[i] =
          crypto::hash(kFileTag, bytes.subspan(begin, std::min(kPartBytes, bytes.size() - begin)));
    }
  };
  if (parts.size() > 1) {
    const std::jthread other(work);
    work();
  } else {
    work();
  }
  codec::Writer all;
  all.u64(bytes.size());
  for (const Hash& part : parts) all.fixed(part);
  return crypto::hash(kFileTag, all.view());
}

Result<std::shared_ptr<const GenesisSource::Whole>> parse(const std::string& text) {
  PP_TRY(auto genesis, parse_genesis(text));
  PP_TRY(auto state, execution::make_genesis(genesis));
  return std::make_shared<const GenesisSource::Whole>(std::move(genesis), std::move(state));
}

}  // namespace

Waypoint GenesisSource::Head::waypoint() const {
  return {ledger_info.version, codec::hash_of(ledger_info)};
}

Result<std::unique_ptr<GenesisSource>> GenesisSource::open(std::filesystem::path file,
                                                           std::filesystem::path note) {
  std::unique_ptr<GenesisSource> out(new GenesisSource(std::move(file), std::move(note)));
  out->mark_ = mark_of(out->file_);
  if (out->read_note()) return out;
  PP_TRY(const std::string text, read_text(out->file_));
  out->file_hash_ = hash_of_file(text);
  PP_TRY(out->whole_, parse(text));
  out->head_ = {.ledger_info = out->whole_->state.block->ledger_info,
                .validators = out->whole_->genesis.validators};
  return out;
}

GenesisSource::Mark GenesisSource::mark_of(const std::filesystem::path& file) {
  constexpr std::uint64_t kSecondNs = 1'000'000'000;
  struct stat found{};
  timespec now{};
  if (::stat(file.c_str(), &found) != 0 || ::clock_gettime(CLOCK_REALTIME, &now) != 0) return {};
  const auto ns = [](const timespec& time) {
    return static_cast<std::uint64_t>(time.tv_sec) * kSecondNs +
           static_cast<std::uint64_t>(time.tv_nsec);
  };
  if (ns(now) < ns(found.st_ctim) + 2 * kSecondNs) return {};
  return {static_cast<std::uint64_t>(found.st_size), found.st_ino, ns(found.st_ctim)};
}

Result<std::shared_ptr<const GenesisSource::Whole>> GenesisSource::whole() {
  const std::lock_guard lock(mutex_);
  if (whole_) return whole_;
  PP_TRY(const std::string text, read_text(file_));
  if (hash_of_file(text) != file_hash_) {
    return fail("genesis_unreadable", "The genesis file " + file_.string() +
                                          " was replaced while this node runs. Put it back.");
  }
  PP_TRY(whole_, parse(text));
  return whole_;
}

/// mark and hash of the file ‖ ledger info ‖ validators, with their sizes ‖ H(all before).
bool GenesisSource::read_note() {
  const auto text = read_text(note_);
  if (!text || text->size() < Hash::kSize) return false;
  const ByteView bytes = view_of(*text);
  const ByteView content = bytes.first(bytes.size() - Hash::kSize);
  if (!std::ranges::equal(crypto::hash(kNoteTag, content).view(), bytes.last(Hash::kSize))) {
    return false;
  }
  codec::Reader in(content);
  Mark mark;
  mark.bytes = in.u64();
  mark.inode = in.u64();
  mark.changed_ns = in.u64();
  const Hash hash = in.fixed<Hash>();
  const auto info = codec::decode_ledger_info(in.raw(in.u32()));
  const auto validators = codec::decode_validator_set(in.raw(in.u32()));
  if (!in.done() || !info || !validators) return false;
  noted_ = mark == mark_ && mark != Mark{};
  if (!noted_) {
    const auto file = read_text(file_);
    if (!file || hash_of_file(*file) != hash) return false;
  }
  file_hash_ = hash;
  head_ = {.ledger_info = *info, .validators = *validators};
  return true;
}

Result<void> GenesisSource::write_note() const {
  if (noted_) return {};
  const Bytes info = codec::encode(head_.ledger_info);
  const Bytes validators = codec::encode(head_.validators);
  Bytes bytes = codec::Writer()
                    .u64(mark_.bytes)
                    .u64(mark_.inode)
                    .u64(mark_.changed_ns)
                    .fixed(file_hash_)
                    .u32(static_cast<std::uint32_t>(info.size()))
                    .raw(info)
                    .u32(static_cast<std::uint32_t>(validators.size()))
                    .raw(validators)
                    .take();
  const Hash check = crypto::hash(kNoteTag, bytes);
  bytes.insert(bytes.end(), check.bytes.begin(), check.bytes.end());
  const std::filesystem::path part = note_.string() + ".part";
  std::ofstream out(part, std::ios::trunc | std::ios::binary);
  out << text_of(bytes);
  out.close();
  std::error_code error;
  if (out) std::filesystem::rename(part, note_, error);
  if (!out || error) return fail("write_failed", "Cannot write " + note_.string() + ".");
  return {};
}

}  // namespace pennypost::node
