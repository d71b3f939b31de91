#include "api/commands/localnet_files.h"

#include <fstream>

#include "api/custodian/key_file.h"
#include "api/node/genesis_file.h"
#include "api/node/reporter.h"
#include "consensus/runtime/clock.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/bech32.h"

namespace pennypost::commands {
namespace {

namespace fs = std::filesystem;

constexpr ChainId kLocalChain{77};
constexpr std::uint64_t kFaucetMicroUsd =
    1'000'000ULL * 1'000'000;  // a million dollars of test money

fs::path keys_dir(const fs::path& dir) {
  return dir / "keys";
}

Result<PublicKey> make_key(const fs::path& file) {
  PP_TRY(const auto seed, custodian::read_or_create_seed_file(file.string()));
  return crypto::KeyPair(seed).public_key();
}

/// An account of the genesis whose key lies in keys/<name>.key.
Result<execution::GenesisAccount> make_account(const fs::path& dir, const std::string& name,
                                               AccountRole role) {
  PP_TRY(const PublicKey key, make_key(keys_dir(dir) / (name + ".key")));
  execution::GenesisAccount out;
  out.account.authentication_key = codec::authentication_key(1, {key});
  out.account.role = role;
  out.address = codec::account_address(kLocalChain, out.account.authentication_key, Salt{});
  return out;
}

/// Under which a validator reports equivocation.
execution::GenesisAccount reporter_account(const Validator& validator) {
  execution::GenesisAccount out;
  out.account.authentication_key = codec::authentication_key(1, {validator.network_key});
  out.account.role = AccountRole::user;
  out.address = node::reporter_address(kLocalChain, validator.network_key);
  return out;
}

std::string validator_name(std::size_t i) {
  return "validator-" + std::to_string(i + 1);
}

Result<Validator> make_validator(const fs::path& dir, const std::string& name) {
  std::error_code error;
  fs::create_directories(dir / name, error);
  Validator out;
  out.name = name;
  out.power = Power(1);
  PP_TRY(out.consensus_key, make_key(dir / name / "consensus.key"));
  PP_TRY(out.network_key, make_key(dir / name / "network.key"));
  return out;
}

Result<execution::Genesis> make_local_genesis(const LocalnetOptions& options) {
  std::error_code error;
  fs::create_directories(keys_dir(options.dir), error);
  execution::Genesis genesis;
  genesis.chain_id = kLocalChain;
  genesis.timestamp = runtime::read_clock().unix_time;
  for (std::size_t i = 0; i < options.validators; ++i) {
    PP_TRY(auto validator, make_validator(options.dir, validator_name(i)));
    genesis.validators.validators.push_back(std::move(validator));
  }
  PP_TRY(const auto governance, make_account(options.dir, "governance", AccountRole::governance));
  PP_TRY(const auto institution,
         make_account(options.dir, "institution", AccountRole::institution));
  PP_TRY(const auto issuer, make_account(options.dir, "issuer", AccountRole::user));
  PP_TRY(auto faucet, make_account(options.dir, "faucet", AccountRole::user));
  const Currency usd{.code = *CurrencyCode::from("USD"),
                     .decimals = 6,
                     .display_decimals = 2,
                     .issuer = issuer.address,
                     .supply = Supply(kFaucetMicroUsd)};
  faucet.account.set_balance(usd.code, Amount(kFaucetMicroUsd));
  genesis.parameters.governance = governance.address;
  genesis.currencies = {usd};
  genesis.accounts = {governance, institution, issuer, faucet};
  for (const Validator& validator : genesis.validators.validators) {
    genesis.accounts.push_back(reporter_account(validator));
  }
  if (options.shape_genesis) options.shape_genesis(genesis);
  return genesis;
}

std::string quoted(const std::string& text) {
  return "\"" + text + "\"";
}

std::string local_address(std::uint16_t port) {
  return "127.0.0.1:" + std::to_string(port);
}

}  // namespace

fs::path node_config_path(const fs::path& dir, const std::string& name) {
  return dir / name / "node.toml";
}
fs::path gateway_config_path(const fs::path& dir) {
  return dir / "gateway" / "gateway.toml";
}
fs::path custodian_config_path(const fs::path& dir) {
  return dir / "custodian" / "custodian.toml";
}
fs::path delegate_key_path(const fs::path& dir) {
  return dir / "gateway" / "delegate.key";
}
fs::path api_key_path(const fs::path& dir) {
  return dir / "gateway" / "api.key";
}

Result<void> write_file(const fs::path& file, const std::string& text) {
  const fs::path part = file.string() + ".part";
  std::ofstream out(part, std::ios::trunc);
  out << text;
  out.close();
  std::error_code error;
  if (out) fs::rename(part, file, error);
  if (!out || error) return fail("write_failed", "Cannot write " + file.string() + ".");
  return {};
}

Result<LocalnetGenesis> prepare_genesis(const LocalnetOptions& options) {
  if (options.validators == 0 || options.validators + options.observers > kLocalNodesMax) {
    return fail("wrong_usage", "A localnet has 1 to 99 validators and observers.");
  }
  std::error_code error;
  fs::create_directories(options.dir, error);
  if (error) return fail("write_failed", "Cannot make the folder " + options.dir.string() + ".");
  const fs::path file = options.dir / "genesis.json";
  if (!fs::exists(file)) {
    if (!fs::is_empty(options.dir, error) && !fs::exists(keys_dir(options.dir))) {
      return fail("wrong_folder",
                  options.dir.string() + " holds something else; name an empty or a new folder.");
    }
    PP_TRY(const auto genesis, make_local_genesis(options));
    PP_CHECKED(write_file(file, node::genesis_text(genesis)));
  }
  PP_TRY(const auto genesis, node::read_genesis_file(file));
  if (genesis.validators.size() != options.validators) {
    return fail("wrong_folder", options.dir.string() + " has " +
                                    std::to_string(genesis.validators.size()) +
                                    " validators; start it with that number or use a new folder.");
  }
  PP_TRY(const auto state, execution::make_genesis(genesis));
  LocalnetGenesis out{
      .chain_id = genesis.chain_id.value(),
      .waypoint = state.waypoint.text(),
      .institution_address = crypto::address_text(genesis.accounts.at(1).address, true),
      .faucet_address = crypto::address_text(genesis.accounts.at(3).address, true),
      .validators = {},
      .observers = {}};
  for (const Validator& validator : genesis.validators.validators) {
    out.validators.push_back(validator.name);
  }
  for (std::size_t i = 0; i < options.observers; ++i) {
    const std::string name = "observer-" + std::to_string(i + 1);
    fs::create_directories(options.dir / name, error);
    PP_TRY(const PublicKey key, make_key(options.dir / name / "network.key"));
    out.observers.push_back({name, key.hex()});
  }
  return out;
}

namespace {

/// What every node's configuration begins with; `place` is among validators, then observers.
std::string node_config(const LocalnetGenesis& genesis, const LocalnetPorts& ports,
                        const LinkPort& link_port, const std::string& name, std::size_t place) {
  std::string text = "[node]\nname = " + quoted(name) + "\n";
  text += "genesis_file = \"../genesis.json\"\n";
  text += "waypoint = " + quoted(genesis.waypoint) + "\n";
  text += "sandbox = true\n";
  if (place >= genesis.validators.size()) text += "consensus_key_file = \"\"\n";
  text += "\n[rpc]\nlisten = " + quoted(local_address(ports.rpc(place))) + "\n";
  text += "\n[admin]\nlisten = " + quoted(local_address(ports.admin(place))) + "\n";
  std::string peers;
  for (std::size_t i = 0; i < genesis.validators.size(); ++i) {
    const bool direct = !link_port || i == place;
    const std::uint16_t port = direct ? ports.links(i) : link_port(place, i, ports.links(i));
    peers += (i == 0 ? "" : ", ") + quoted(genesis.validators[i] + "@" + local_address(port));
  }
  return text + "\n[links]\npeers = [" + peers + "]\n";
}

}  // namespace

Result<void> write_node_configs(const fs::path& dir, const LocalnetGenesis& genesis,
                                const LocalnetPorts& ports, const LinkPort& link_port) {
  std::string observers;
  for (const auto& observer : genesis.observers) {
    observers +=
        (observers.empty() ? "" : ", ") + quoted(observer.name + "@" + observer.network_key);
  }
  const std::size_t validators = genesis.validators.size();
  for (std::size_t i = 0; i < validators; ++i) {
    const std::string& name = genesis.validators[i];
    std::string text = node_config(genesis, ports, link_port, name, i);
    text += "listen = " + quoted(local_address(ports.links(i))) + "\n";
    text += "observers = [" + observers + "]\n";
    PP_CHECKED(write_file(node_config_path(dir, name), text));
  }
  for (std::size_t i = 0; i < genesis.observers.size(); ++i) {
    const std::string& name = genesis.observers[i].name;
    PP_CHECKED(write_file(node_config_path(dir, name),
                          node_config(genesis, ports, link_port, name, validators + i)));
  }
  return {};
}

namespace {

/// "http://127.0.0.1:8101", …
std::string rpc_list(const LocalnetGenesis& genesis, const LocalnetPorts& ports) {
  std::string out;
  for (std::size_t i = 0; i < genesis.validators.size(); ++i) {
    out += (i == 0 ? "" : ", ") + quoted("http://" + local_address(ports.rpc(i)));
  }
  return "[" + out + "]";
}

fs::path network_key_path(const fs::path& dir, const std::string& process) {
  return dir / process / "network.key";
}

}  // namespace

Result<void> write_custodian_config(const fs::path& dir, const LocalnetGenesis& genesis,
                                    const LocalnetPorts& ports) {
  PP_TRY([[maybe_unused]] const auto master,
         custodian::read_or_create_seed_file((keys_dir(dir) / "master.key").string()));
  PP_TRY([[maybe_unused]] const auto own, make_key(network_key_path(dir, "custodian")));
  PP_TRY(const PublicKey gateway, make_key(network_key_path(dir, "gateway")));
  std::string text = "[custodian]\nlisten = " + quoted(local_address(ports.custodian())) + "\n";
  text += "data_dir = \"data\"\nnetwork_key_file = \"network.key\"\n";
  text += "gateways = [" + quoted(gateway.hex()) + "]\n";
  text += "\n[master]\nkey_file = \"../keys/master.key\"\n";
  text += "\n[ledger]\nchain_id = " + std::to_string(genesis.chain_id) + "\n";
  text += "\n[institution]\nkey_file = \"../keys/institution.key\"\n";
  text += "address = " + quoted(genesis.institution_address) + "\n";
  text += "\n[delegate]\nlimits = [\"USD 200000.00 1000000.00\"]\n";
  text += "\n[faucet]\nkey_file = \"../keys/faucet.key\"\n";
  text += "address = " + quoted(genesis.faucet_address) + "\n";
  // Test money: who tries PINs out does not want to wait a day.
  text += "\n[approved]\nnew_evidence_minutes = 0\nreset_minutes = 1\n";
  text += "\n[nodes]\nrpc = " + rpc_list(genesis, ports) + "\n";
  text += "waypoint = " + quoted(genesis.waypoint) + "\n";
  return write_file(custodian_config_path(dir), text);
}

Result<void> write_gateway_config(const fs::path& dir, const LocalnetGenesis& genesis,
                                  const LocalnetPorts& ports) {
  PP_TRY(const PublicKey custodian, make_key(network_key_path(dir, "custodian")));
  PP_TRY([[maybe_unused]] const auto own, make_key(network_key_path(dir, "gateway")));
  PP_TRY([[maybe_unused]] const auto delegate, make_key(delegate_key_path(dir)));
  std::string text = "[gateway]\nlisten = " + quoted(local_address(ports.gateway())) + "\n";
  text += "metrics_listen = " + quoted(local_address(ports.gateway_metrics())) + "\n";
  text += "data_dir = \"data\"\nsandbox = true\ntenant = \"demo\"\n";
  text += "seed_users = [\"alice\", \"bob\", \"maria\"]\napi_key_file = \"api.key\"\n";
  text += "\n[nodes]\nrpc = " + rpc_list(genesis, ports) +
          "\nwaypoint = " + quoted(genesis.waypoint) + "\n";
  text += "chain_id = " + std::to_string(genesis.chain_id) + "\n";
  text += "\n[custodian]\naddress = " + quoted(local_address(ports.custodian())) + "\n";
  text += "public_key = " + quoted(custodian.hex()) + "\n";
  text += "\n[keys]\ninstitution_address = " + quoted(genesis.institution_address) + "\n";
  text += "faucet_address = " + quoted(genesis.faucet_address) + "\n";
  text += "\n[webhooks]\nallow_private = true\n";
  return write_file(gateway_config_path(dir), text);
}

}  // namespace pennypost::commands
