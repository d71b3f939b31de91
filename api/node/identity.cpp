#include "api/node/identity.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <fstream>

#include "api/custodian/key_file.h"
#include "consensus/runtime/key_signer.h"
#include "consensus/signer/remote_signer.h"

namespace pennypost::node {
namespace {

namespace fs = std::filesystem;

/// A validator whose key is elsewhere.
Result<void> use_remote_signer(Identity& out, const config::Config& config,
                               const ValidatorSet& genesis) {
  const std::string& key = config.text("signer", "public_key");
  if (!key.empty()) {
    out.consensus_key = PublicKey::from_hex(key);
    if (!out.consensus_key) {
      return fail("config_invalid", "signer.public_key is not a key of 64 hex digits.");
    }
  } else {
    const std::string& name = config.text("node", "name");
    const auto at = std::ranges::find(genesis.validators, name, &Validator::name);
    if (at == genesis.validators.end()) {
      return fail("config_invalid", "node.name: the genesis file has no validator \"" + name +
                                        "\"; say which key the signer holds in "
                                        "signer.public_key.");
    }
    out.consensus_key = at->consensus_key;
  }
  const auto signer =
      std::make_shared<signer::RemoteSigner>(config.path("signer", "socket"), *out.consensus_key);
  if (const auto connected = signer->connect(); !connected) {
    spdlog::warn("{} Nothing is signed until it can be reached.", connected.error().message);
  }
  out.signer = signer;
  out.remote = signer;
  return {};
}

Result<void> use_key_file(Identity& out, const config::Config& config) {
  PP_TRY(const auto seed,
         custodian::read_seed_file(config.path("node", "consensus_key_file").string()));
  out.consensus_key = crypto::KeyPair(seed).public_key();
  out.signer = std::make_shared<const runtime::KeySigner>(seed);
  return {};
}

std::string read_line(const fs::path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  return line;
}

Result<void> write_durably(const fs::path& file, const std::string& text) {
  const auto failed = [&] { return fail("write_failed", "Cannot write " + file.string() + "."); };
  const fs::path part = file.string() + ".part";
  const int out = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (out < 0) return failed();
  const bool written =
      ::write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(out) == 0;
  ::close(out);
  std::error_code error;
  if (written) fs::rename(part, file, error);
  if (!written || error) return failed();
  const fs::path parent = file.has_parent_path() ? file.parent_path() : ".";
  const int folder = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = folder >= 0 && ::fsync(folder) == 0;
  if (folder >= 0) ::close(folder);
  return synced ? Result<void>{} : failed();
}

}  // namespace

Result<Identity> read_identity(const config::Config& config, const ValidatorSet& genesis) {
  PP_TRY(const auto network_seed,
         custodian::read_seed_file(config.path("node", "network_key_file").string()));
  Identity out{.consensus_key = std::nullopt,
               .signer = nullptr,
               .remote = nullptr,
               .network_seed = network_seed};
  if (!config.text("signer", "socket").empty()) {
    PP_CHECKED(use_remote_signer(out, config, genesis));
  } else if (!config.text("node", "consensus_key_file").empty()) {
    PP_CHECKED(use_key_file(out, config));
  }
  return out;
}

Result<void> check_identity(const Identity& identity, const std::string& name,
                            const ValidatorSet& set) {
  if (!identity.consensus_key) return {};
  const auto own = set.index_of(*identity.consensus_key);
  if (own) {
    const Validator& validator = set.validators[*own];
    if (validator.name != name) {
      return fail("wrong_key", "The consensus key is that of the validator \"" + validator.name +
                                   "\", and node.name is \"" + name + "\".");
    }
    // A later epoch, of which this node has not heard yet, may have another one.
    if (validator.network_key != crypto::KeyPair(identity.network_seed).public_key()) {
      spdlog::warn(
          "the network key is not the one that the validators' set has for \"{}\": the others "
          "refuse "
          "its links until governance names it",
          name);
    }
    return {};
  }
  spdlog::warn(
      "the consensus key {} of \"{}\" is not among the validators' keys now: this node follows, "
      "and "
      "votes once governance names the key (pennypost validators add, or rekey)",
      identity.consensus_key->hex(), name);
  return {};
}

bool has_signed(const fs::path& key_file) {
  return fs::exists(key_file.string() + ".disk");
}

Result<void> forget_disk(const fs::path& key_file) {
  return write_durably(key_file.string() + ".disk",
                       "lost\nThe disk that remembered what this key has signed is lost: the key "
                       "signs nothing any more.\n");
}

Result<bool> signed_with_another_disk(const fs::path& key_file, const fs::path& database_folder) {
  const fs::path disk_file = database_folder / "disk";
  const fs::path key_mark = key_file.string() + ".disk";
  std::string disk = read_line(disk_file);
  if (disk.empty()) {
    disk = to_hex(crypto::Seed::random().view().first(16));
    PP_CHECKED(write_durably(disk_file, disk + "\n"));
  }
  const std::string known = read_line(key_mark);
  if (!known.empty()) return known != disk;
  PP_CHECKED(write_durably(key_mark, disk + "\nThe disk above remembers what this key has signed. "
                                            "With any other disk the key signs nothing.\n"));
  return false;
}

}  // namespace pennypost::node
