#include <iostream>

#include <CLI/CLI.hpp>

#include "api/commands/audit/audit.h"
#include "api/commands/bench/bench.h"
#include "api/commands/chat/chat.h"
#include "api/commands/demo.h"
#include "api/commands/genesis.h"
#include "api/commands/localnet.h"
#include "api/commands/parse/parse.h"
#include "api/commands/receipt.h"
#include "api/commands/signer.h"
#include "api/commands/sim/sim.h"
#include "api/gateway/service.h"
#include "api/node/node.h"

namespace {

using namespace pennypost;

/// Exit status of the subcommand that ran.
int status = 0;

void add_localnet_options(CLI::App& command, commands::LocalnetOptions& options) {
  command.add_option("--validators", options.validators, "How many")->capture_default_str();
  command.add_option("--observers", options.observers, "How many that follow and do not vote")
      ->capture_default_str();
  command.add_option(
      "--port-base", options.port_base,
      "First port, or \"auto\"; without it 8000, or another range where that is in use");
}

void add_demo(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("demo", "Four validators, a gateway and a chat prompt as @alice");
  auto options = std::make_shared<commands::LocalnetOptions>();
  add_localnet_options(*command, *options);
  command->add_option("--dir", options->dir,
                      "Keep everything in this folder instead of a temporary one");
  command->callback([options] { status = commands::demo_command(*options); });
}

void add_localnet(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("localnet", "Validators and a gateway on this machine, until interrupted");
  auto options = std::make_shared<commands::LocalnetOptions>();
  command->add_option("--dir", options->dir, "Where everything is kept; started again, it goes on")
      ->required();
  add_localnet_options(*command, *options);
  auto prepare = std::make_shared<bool>(false);
  command->add_flag("--prepare", *prepare, "Only write keys, genesis and configuration files");
  command->callback([options, prepare] {
    status = *prepare ? commands::localnet_prepare(*options) : commands::localnet_command(*options);
  });
}

/// What every process with a configuration file takes.
void add_process_options(CLI::App* command, const std::string& name,
                         std::span<const config::Key> keys,
                         std::function<int(const std::string&)> run) {
  auto file = std::make_shared<std::string>();
  auto print = std::make_shared<bool>(false);
  command->add_option("--config", *file, "TOML file");
  command->add_flag("--print-default-config", *print, "Print every key with its default and stop");
  command->callback([=] {
    if (*print) {
      std::cout << config::print_defaults(keys);
    } else if (file->empty()) {
      std::cerr << "pennypost " << name << ": --config is required.\n";
      status = 2;
    } else {
      status = run(*file);
    }
  });
}

void add_process(CLI::App& app, const std::string& name, const std::string& help,
                 std::span<const config::Key> keys, std::function<int(const std::string&)> run) {
  add_process_options(app.add_subcommand(name, help), name, keys, std::move(run));
}

void add_signer(CLI::App& app) {
  CLI::App* command = app.add_subcommand("signer", "The remote signer of a validator");
  auto init = std::make_shared<bool>(false);
  command->add_flag("--init", *init, "Begin the record of a key that has never signed, and stop");
  add_process_options(command, "signer", commands::signer_keys(), [init](const std::string& file) {
    return commands::run_signer(file, *init);
  });
}

void add_chat(CLI::App& app) {
  CLI::App* command = app.add_subcommand("chat", "Talk to a gateway");
  auto options = std::make_shared<commands::ChatOptions>();
  options->gateway_url = "http://127.0.0.1:8080";
  command->add_option("--as", options->as, "Who you are, such as @alice")->required();
  command->add_option("--gateway", options->gateway_url, "The gateway's URL")
      ->capture_default_str();
  command->add_option("--key", options->api_key_file, "File with the API key");
  command->callback([options] {
    options->interactive = ::isatty(STDIN_FILENO) == 1;
    status = commands::chat(*options, std::cin, std::cout);
  });
}

void add_receipt(CLI::App& app) {
  CLI::App* command = app.add_subcommand("receipt", "Fetch receipts, and check them offline");
  command->require_subcommand(1);
  CLI::App* get = command->add_subcommand("get", "Fetch the receipt of a final transaction");
  auto id = std::make_shared<std::string>();
  auto out = std::make_shared<std::string>();
  auto node = std::make_shared<std::string>("http://127.0.0.1:8101");
  get->add_option("id", *id, "Transaction id")->required();
  get->add_option("--out", *out, "Where to write it")->required();
  get->add_option("--node", *node, "A node's RPC")->capture_default_str();
  get->callback([=] { status = commands::receipt_get(*id, *out, *node); });
  CLI::App* verify =
      command->add_subcommand("verify", "Check a receipt with nothing but the waypoint");
  auto file = std::make_shared<std::string>();
  auto waypoint = std::make_shared<std::string>();
  auto as_json = std::make_shared<bool>(false);
  verify->add_option("file", *file, "The receipt")->required();
  verify->add_option("--waypoint", *waypoint, "<version>:<64 hex digits>")->required();
  verify->add_flag("--json", *as_json, "Print JSON");
  verify->callback([=] { status = commands::receipt_verify(*file, *waypoint, *as_json); });
}

void add_audit_source(CLI::App& command, commands::AuditFrom& from, bool may_read_folder) {
  if (may_read_folder) {
    command.add_option("--data", from.data, "A stopped node's data folder");
    command.add_option("--genesis", from.genesis, "Instead of the folder's genesis.json");
  }
  command.add_option("--node", from.node, "A node's RPC, such as http://127.0.0.1:8101");
  command.add_option("--token-file", from.token_file, "The reader's token of that node");
  command.add_option("--waypoint", from.waypoint, "What you trust: <version>:<64 hex digits>");
  command.add_flag("--json", from.as_json, "Print JSON");
}

void add_audit(CLI::App& app) {
  CLI::App* command = app.add_subcommand("audit", "Check the ledger, and trust nobody");
  command->require_subcommand(1);
  CLI::App* verify = command->add_subcommand(
      "verify", "Execute everything again from the genesis; name the first version that fails");
  auto from = std::make_shared<commands::AuditFrom>();
  add_audit_source(*verify, *from, true);
  verify->callback([from] { status = commands::audit_verify(*from); });
  CLI::App* supply =
      command->add_subcommand("supply", "How much of each currency there is, proven");
  auto of = std::make_shared<commands::AuditFrom>();
  auto at = std::make_shared<std::string>();
  add_audit_source(*supply, *of, true);
  supply->add_option("--at", *at, "A version or a time; executes everything up to there");
  supply->callback([of, at] { status = commands::audit_supply(*of, *at); });
  CLI::App* balance = command->add_subcommand("balance", "What an account held, proven");
  auto asked = std::make_shared<commands::AuditBalance>();
  add_audit_source(*balance, asked->from, false);
  balance->add_option("--account", asked->account, "Its address")->required();
  balance->add_option("--at", asked->at, "A version or a time; without it the newest");
  balance->add_option("--currency", asked->currency, "Only this one");
  balance->add_option("--out", asked->out, "Keep the proof in this file");
  balance->callback([asked] { status = commands::audit_balance(*asked); });
}

void add_genesis(CLI::App& app) {
  CLI::App* command = app.add_subcommand("genesis", "Make a chain's first state, and its waypoint");
  command->require_subcommand(1);
  CLI::App* waypoint = command->add_subcommand("waypoint", "Print the waypoint of a genesis file");
  auto file = std::make_shared<std::string>();
  waypoint->add_option("file", *file, "genesis.json")->required();
  waypoint->callback([=] { status = commands::genesis_waypoint(*file); });
}

void add_keys(CLI::App& app) {
  CLI::App* command = app.add_subcommand("keys", "Make key files, and show their public keys");
  command->require_subcommand(1);
  auto file = std::make_shared<std::string>();
  CLI::App* make = command->add_subcommand("new", "Make a key file, readable by its owner only");
  make->add_option("file", *file, "The new file")->required();
  make->callback([=] { status = commands::keys_new(*file); });
  CLI::App* show = command->add_subcommand("show", "Print the public key of a key file");
  show->add_option("file", *file, "The key file")->required();
  show->callback([=] { status = commands::keys_show(*file); });
}

void add_parse(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("parse", "What chat messages mean: JSON lines in, JSON lines out");
  command->callback([] { status = commands::parse_command(std::cin, std::cout); });
}

void add_sim(CLI::App& app) {
  CLI::App* command = app.add_subcommand(
      "sim",
      "The deterministic simulator: [--seed N] [--steps N] [--validators N] [--scenario NAME] "
      "[--signatures ed25519|keyed_hash] [--trace]");
  command->prefix_command();
  command->callback([command] { status = commands::sim_command(command->remaining()); });
}

void add_bench(CLI::App& app) {
  CLI::App* command = app.add_subcommand(
      "bench", "Load on a network of real processes on this machine; prints JSON");
  auto options = std::make_shared<commands::BenchOptions>();
  command->add_option("--mode", options->mode, "envelopes, signed or both")->capture_default_str();
  command->add_option("--vs", options->versus, "A peer to measure in turn: postgres");
  command->add_option("--validators", options->validators, "How many")->capture_default_str();
  command->add_option("--accounts", options->accounts, "That pay each other")
      ->capture_default_str();
  command->add_option("--items", options->items, "Transfers in an envelope")->capture_default_str();
  command->add_option("--seconds", options->seconds, "Of each step of load")->capture_default_str();
  command->add_option("--steps", options->steps, "Of growing load, at most")->capture_default_str();
  command->add_option("--rounds", options->rounds, "Of best load and peer in turn")
      ->capture_default_str();
  command->add_option("--dir", options->dir, "Where the network keeps its data");
  command->callback([options] { status = commands::bench_command(*options); });
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Pennypost: send money as simply as a text message", "pennypost"};
  app.set_version_flag("--version", "pennypost " PENNYPOST_VERSION);
  app.require_subcommand(1);
  add_demo(app);
  add_localnet(app);
  add_process(app, "node", "One validator, or an observer", node::node_keys(),
              [](const std::string& file) { return node::run_node(file); });
  add_signer(app);
  add_process(app, "gateway", "The messaging gateway", gateway::gateway_keys(),
              [](const std::string& file) { return gateway::run_gateway(file); });
  add_chat(app);
  add_parse(app);
  add_receipt(app);
  add_audit(app);
  add_keys(app);
  add_genesis(app);
  add_sim(app);
  add_bench(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return status;
}
