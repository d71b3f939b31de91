#include "api/commands/operators/backup.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "api/commands/localnet_files.h"
#include "api/commands/operators/nodes.h"
#include "api/http/json.h"
#include "api/node/genesis_file.h"
#include "api/node/node.h"
#include "consensus/store/block_store.h"
#include "ledger/crypto/hash.h"
#include "ledger/store/ledger_store.h"

namespace pennypost::commands {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::uint64_t kFormat = 1;
constexpr std::size_t kChunkBytes = 1024 * 1024;
constexpr const char* kManifest = "backup.json";
// Of a store's folder: what belongs to one disk alone, and what its owner can make again.
constexpr const char* kLeftOut[] = {"disk", "promised", "export", "tables"};

std::unexpected<Error> corrupt(const std::string& what) {
  return fail("corrupt_backup", what + " Take another backup.");
}

/// Each chunk's hash covers the one before.
Result<Hash> hash_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return fail("unreadable", "Cannot read " + file.string() + ".");
  Hash out{};
  Bytes buffer(Hash::kSize + kChunkBytes);
  while (in) {
    std::ranges::copy(out.bytes, buffer.begin());
    in.read(reinterpret_cast<char*>(buffer.data() + Hash::kSize), kChunkBytes);
    const auto got = static_cast<std::size_t>(in.gcount());
    out = crypto::hash("pennypost/backup/1", ByteView(buffer).first(Hash::kSize + got));
  }
  if (in.bad()) return fail("unreadable", "Cannot read " + file.string() + ".");
  return out;
}

/// All files below, relative, but for the manifest.
std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const fs::path relative = entry.path().lexically_relative(folder);
    if (entry.is_regular_file() && relative != kManifest) out.push_back(relative);
  }
  std::ranges::sort(out);
  return out;
}

Result<void> sync_path(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = file >= 0 && ::fsync(file) == 0;
  if (file >= 0) ::close(file);
  if (synced) return {};
  return fail("write_failed", "Cannot make " + path.string() + " durable.");
}

Result<void> copy_store(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_directories(to, error);
  for (const auto& entry : fs::directory_iterator(from, error)) {
    if (std::ranges::find(kLeftOut, entry.path().filename().string()) != std::end(kLeftOut)) {
      continue;
    }
    fs::copy(entry.path(), to / entry.path().filename(), fs::copy_options::recursive, error);
    if (error) break;
  }
  if (error) {
    return fail("write_failed", "Cannot copy " + from.string() + ": " + error.message() + ".");
  }
  return {};
}

/// C6: with what was signed, a copy could make a validator sign twice.
Result<void> forget_signatures(const fs::path& store) {
  PP_TRY(const auto database, store::Database::open(store));
  store::WriteBatch batch(*database);
  for (const auto column :
       {store::Column::safety, store::Column::blocks, store::Column::held_batches}) {
    PP_CHECKED(database->scan(column, {}, [&](ByteView key, ByteView) {
      batch.remove(column, key);
      return true;
    }));
  }
  database->write(std::move(batch), true);
  return {};
}

struct Newest {
  LedgerInfo info;
  std::string waypoint;
};

/// The newest final block of a whole store of this chain.
Result<Newest> look_into(const fs::path& store, const execution::Genesis& genesis) {
  PP_TRY(const auto database, store::Database::open_read_only(store));
  PP_CHECKED(database->verify());
  store::LedgerStore ledger(*database, store::batch_format(genesis.chain_id));
  PP_TRY([[maybe_unused]] const auto loaded, ledger.load());
  PP_TRY(const auto state, execution::make_genesis(genesis));
  if (state.waypoint != ledger.waypoint()) {
    return fail("wrong_chain", "The ledger is of the chain with waypoint " +
                                   ledger.waypoint().text() + ", not " + state.waypoint.text() +
                                   ".");
  }
  return Newest{ledger.latest_ledger_info(), ledger.waypoint().text()};
}

json::object as_json(const Newest& newest) {
  return {{"format", kFormat},
          {"chain_id", newest.info.chain_id.value()},
          {"waypoint", newest.waypoint},
          {"epoch", newest.info.epoch.value()},
          {"height", newest.info.height.value()},
          {"version", newest.info.version.value()},
          {"state_root", newest.info.state_root.hex()}};
}

Result<json::object> create(const fs::path& config_file, const fs::path& folder) {
  PP_TRY(const auto config, config::Config::load(config_file, node::node_keys()));
  const fs::path ledger = config.path("node", "data_dir") / "ledger";
  if (store::Database::in_use(ledger)) {
    return fail("in_use",
                "The node is running; stop it first. An observer can be stopped without "
                "anybody noticing.");
  }
  if (fs::exists(folder)) {
    return fail("wrong_folder", folder.string() + " exists already and stays as it is.");
  }
  PP_TRY(const auto genesis, node::read_genesis_file(config.path("node", "genesis_file")));
  const fs::path part = folder.string() + ".part";
  std::error_code error;
  fs::remove_all(part, error);
  std::cerr << "copying " << ledger.string() << " …\n";
  PP_CHECKED(copy_store(ledger, part / "ledger"));
  PP_CHECKED(write_file(part / "genesis.json", node::genesis_text(genesis)));
  PP_CHECKED(forget_signatures(part / "ledger"));
  std::cerr << "checking the copy …\n";
  PP_TRY(const Newest newest, look_into(part / "ledger", genesis));
  json::object manifest = as_json(newest);
  json::array files;
  for (const fs::path& file : files_in(part)) {
    PP_TRY(const Hash hash, hash_of(part / file));
    PP_CHECKED(sync_path(part / file));
    files.push_back(json::object{
        {"file", file.string()}, {"bytes", fs::file_size(part / file)}, {"hash", hash.hex()}});
  }
  manifest["files"] = std::move(files);
  PP_CHECKED(write_file(part / kManifest, json::serialize(manifest) + "\n"));
  PP_CHECKED(sync_path(part / kManifest));
  fs::rename(part, folder, error);
  if (error) return fail("write_failed", "Cannot make " + folder.string() + ".");
  return manifest;
}

Result<json::object> read_manifest(const fs::path& folder) {
  std::ifstream in(folder / kManifest, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  auto parsed = http::parse_json(text);
  json::object* fields = parsed ? parsed->if_object() : nullptr;
  const json::value* format = fields != nullptr ? fields->if_contains("format") : nullptr;
  if (format == nullptr || !format->is_int64() || format->get_int64() != kFormat) {
    return corrupt((folder / kManifest).string() + " does not describe a backup.");
  }
  return std::move(*fields);
}

Result<std::map<std::string, std::string>> hashes_in(const json::object& manifest) {
  std::map<std::string, std::string> out;
  const json::value* files = manifest.if_contains("files");
  if (files == nullptr || !files->is_array()) return corrupt("The backup lists no files.");
  for (const json::value& each : files->get_array()) {
    const json::object* entry = each.if_object();
    const json::value* file = entry != nullptr ? entry->if_contains("file") : nullptr;
    const json::value* hash = entry != nullptr ? entry->if_contains("hash") : nullptr;
    if (file == nullptr || hash == nullptr || !file->is_string() || !hash->is_string()) {
      return corrupt("The backup's list of files is damaged.");
    }
    out.emplace(file->get_string(), hash->get_string());
  }
  return out;
}

/// Every file that is listed, as it was, and no other.
Result<json::object> verify_files(const fs::path& folder) {
  PP_TRY(auto manifest, read_manifest(folder));
  PP_TRY(const auto hashes, hashes_in(manifest));
  const auto files = files_in(folder);
  for (const fs::path& file : files) {
    const auto at = hashes.find(file.string());
    if (at == hashes.end()) return corrupt(file.string() + " does not belong to the backup.");
    PP_TRY(const Hash hash, hash_of(folder / file));
    if (hash.hex() != at->second) return corrupt(file.string() + " is not what was copied.");
  }
  if (files.size() != hashes.size()) return corrupt("Files of the backup are missing.");
  return manifest;
}

Result<json::object> verify(const fs::path& folder) {
  PP_TRY(const auto manifest, verify_files(folder));
  PP_TRY(const auto genesis, node::read_genesis_file(folder / "genesis.json"));
  PP_TRY(const Newest newest, look_into(folder / "ledger", genesis));
  const json::object found = as_json(newest);
  for (const auto& [key, value] : found) {
    if (manifest.at(key) != value) return corrupt("The ledger is not the one that was copied.");
  }
  return found;
}

int report(const char* command, const Result<json::object>& done, bool as_json) {
  if (!done) return refuse(command, done.error(), as_json);
  json::object shown = *done;
  shown.erase("files");
  if (as_json) {
    std::cout << json::serialize(shown) << "\n";
  } else {
    std::cout << "whole: chain " << shown["chain_id"] << ", epoch " << shown["epoch"] << ", height "
              << shown["height"] << ", version " << shown["version"] << ", state root "
              << shown["state_root"].as_string().c_str() << "\n";
  }
  return 0;
}

}  // namespace

int backup_create(const fs::path& node_config, const fs::path& folder, bool as_json) {
  spdlog::set_level(spdlog::level::off);  // what the store complains of stands in the error
  return report("backup create", create(node_config, folder), as_json);
}

int backup_verify(const fs::path& folder, bool as_json) {
  spdlog::set_level(spdlog::level::off);
  return report("backup verify", verify(folder), as_json);
}

Result<void> put_back(const fs::path& backup, const fs::path& genesis_file,
                      const fs::path& ledger) {
  PP_CHECKED(verify_files(backup));
  PP_TRY(const auto genesis, node::read_genesis_file(genesis_file));
  PP_CHECKED(look_into(backup / "ledger", genesis));
  const fs::path part = ledger.string() + ".part";
  std::error_code error;
  fs::remove_all(part, error);
  PP_CHECKED(copy_store(backup / "ledger", part));
  for (const fs::path& file : files_in(part)) PP_CHECKED(sync_path(part / file));
  fs::rename(part, ledger, error);
  if (error) return fail("write_failed", "Cannot make " + ledger.string() + ".");
  return sync_path(ledger.parent_path());
}

}  // namespace pennypost::commands
