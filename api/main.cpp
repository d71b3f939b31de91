#include <iostream>

#include <CLI/CLI.hpp>

#include "api/commands/account/arguments.h"
#include "api/commands/audit/audit.h"
#include "api/commands/bench/bench.h"
#include "api/commands/chat/chat.h"
#include "api/commands/custodian.h"
#include "api/commands/delegate.h"
#include "api/commands/demo.h"
#include "api/commands/gateway_keys.h"
#include "api/commands/genesis.h"
#include "api/commands/localnet.h"
#include "api/commands/matrix_registration.h"
#include "api/commands/operators/backup.h"
#include "api/commands/operators/doctor.h"
#include "api/commands/operators/restore.h"
#include "api/commands/operators/status.h"
#include "api/commands/operators/validators.h"
#include "api/commands/parse/parse.h"
#include "api/commands/platform_sim/platform_sim.h"
#include "api/commands/receipt.h"
#include "api/commands/signer.h"
#include "api/commands/sim/sim.h"
#include "api/gateway/service.h"
#include "api/node/node.h"
#include "api/platforms/platforms.h"

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
    if (!command->get_subcommands().empty()) return;  // it has done what was wanted
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

std::vector<config::Key> with(std::span<const config::Key> keys,
                              std::span<const config::Key> more) {
  std::vector<config::Key> out(keys.begin(), keys.end());
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

using GatewayAdminOptions = std::shared_ptr<commands::GatewayAdmin>;

CLI::App* add_admin_command(CLI::App& parent, const std::string& name, const std::string& help,
                            const GatewayAdminOptions& admin) {
  CLI::App* command = parent.add_subcommand(name, help);
  command->add_option("--config", admin->config_file, "The running gateway's TOML file")
      ->required();
  command->add_flag("--json", admin->as_json, "Print JSON");
  return command;
}

void add_gateway_keys(CLI::App& gateway, const GatewayAdminOptions& admin) {
  CLI::App* keys = gateway.add_subcommand("keys", "API keys of tenants, on a running gateway");
  keys->require_subcommand(1);
  const auto tenant = [&](CLI::App* command) {
    command->add_option("--tenant", admin->tenant, "Whose keys; without it the gateway's own");
    return command;
  };
  auto wish = std::make_shared<commands::KeyWish>();
  CLI::App* create = tenant(add_admin_command(*keys, "create", "Issue a key to an app", admin));
  create->add_option("--app", wish->app, "The app's name")->required();
  create->add_option("--scopes", wish->scopes, "What it may do, such as payments:read; else all")
      ->delimiter(',');
  create->add_option("--addresses", wish->addresses, "Where it may call from, such as 10.0.0.0/8")
      ->delimiter(',');
  create->add_flag("--new-tenant", wish->new_tenant, "Create the tenant where it is not there");
  create->callback([=] { status = commands::gateway_keys_create(*admin, *wish); });
  CLI::App* list = tenant(add_admin_command(*keys, "list", "Show the keys", admin));
  list->callback([=] { status = commands::gateway_keys_list(*admin); });
  auto id = std::make_shared<std::string>();
  auto grace_seconds = std::make_shared<std::uint64_t>(0);
  CLI::App* rotate = tenant(add_admin_command(*keys, "rotate", "Give a key a new secret", admin));
  rotate->add_option("id", *id, "The key's id")->required();
  rotate->add_option("--grace-seconds", *grace_seconds, "How long the old secret still works")
      ->capture_default_str();
  rotate->callback([=] { status = commands::gateway_keys_rotate(*admin, *id, *grace_seconds); });
  CLI::App* revoke = tenant(add_admin_command(*keys, "revoke", "Refuse a key from now on", admin));
  revoke->add_option("id", *id, "The key's id")->required();
  revoke->callback([=] { status = commands::gateway_keys_revoke(*admin, *id); });
}

void add_gateway_tenants(CLI::App& gateway, const GatewayAdminOptions& admin) {
  CLI::App* tenants = gateway.add_subcommand("tenants", "Tenants of a running gateway");
  tenants->require_subcommand(1);
  CLI::App* list = add_admin_command(*tenants, "list", "Show them", admin);
  list->callback([=] { status = commands::gateway_tenants_list(*admin); });
  auto name = std::make_shared<std::string>();
  CLI::App* create = add_admin_command(*tenants, "create", "Add one", admin);
  create->add_option("name", *name, "1 to 32 of a-z, 0-9, _, - and .")->required();
  create->callback([=] { status = commands::gateway_tenants_create(*admin, *name); });
}

void add_delegate(CLI::App& gateway) {
  CLI::App* command = gateway.add_subcommand(
      "delegate", "The institution's tool for the key that gateways spend with");
  command->require_subcommand(1);
  auto options = std::make_shared<commands::DelegateOptions>();
  const auto add = [&](const std::string& action, const std::string& help, bool names_key) {
    CLI::App* each = command->add_subcommand(action, help);
    each->add_option("--config", options->config, "The custodian's TOML file")->required();
    each->add_flag("--json", options->as_json, "Print JSON");
    if (names_key) {
      each->add_option("--public-key", options->public_key, "Of the key that shall spend, in hex");
      each->add_option("--key-file", options->key_file,
                       action == "rotate" ? "A new file for a new key" : "The file with that key");
    }
    each->callback([options, action] {
      options->action = action;
      status = commands::delegate_command(*options);
    });
  };
  add("status", "What the ledger says", false);
  add("set", "Let a key spend, within the configured limits", true);
  add("suspend", "Let nothing more be spent, from the next block on", false);
  add("resume", "Let the same key spend again, within the configured limits", false);
  add("rotate", "Put another key in its place; the old one is worth nothing at once", true);
}

void add_gateway(CLI::App& app) {
  CLI::App* command = app.add_subcommand("gateway", "The messaging gateway, and its API keys");
  auto admin = std::make_shared<commands::GatewayAdmin>();
  static const auto kKeys = with(gateway::gateway_keys(), platforms::platform_keys());
  admin->config_keys = kKeys;
  add_gateway_keys(*command, admin);
  add_gateway_tenants(*command, admin);
  add_delegate(*command);
  add_process_options(command, "gateway", kKeys, [](const std::string& file) {
    return gateway::run_gateway(file, {platforms::platform_keys(), platforms::make_platforms});
  });
}

void add_signer(CLI::App& app) {
  CLI::App* command = app.add_subcommand("signer", "The remote signer of a validator");
  auto init = std::make_shared<bool>(false);
  command->add_flag("--init", *init, "Begin the record of a key that has never signed, and stop");
  add_process_options(command, "signer", commands::signer_keys(), [init](const std::string& file) {
    return commands::run_signer(file, *init);
  });
}

void add_restore(CLI::App& app) {
  CLI::App* command = app.add_subcommand(
      "restore", "Set a node's lost ledger aside, so that it begins again from its peers'");
  auto file = std::make_shared<std::string>();
  auto from = std::make_shared<std::string>();
  command->add_option("--config", *file, "The node's TOML file")->required();
  command->add_option("--from", *from, "A backup to begin with, instead of nothing");
  command->callback([=] { status = commands::restore_command(*file, *from); });
}

void add_backup(CLI::App& app) {
  CLI::App* command = app.add_subcommand("backup", "Copies of a node's ledger, without any keys");
  command->require_subcommand(1);
  auto config = std::make_shared<std::string>();
  auto folder = std::make_shared<std::string>();
  auto as_json = std::make_shared<bool>(false);
  CLI::App* create = command->add_subcommand("create", "Copy the ledger of a stopped node");
  create->add_option("--config", *config, "The node's TOML file")->required();
  create->add_option("--out", *folder, "A new folder for the backup")->required();
  create->add_flag("--json", *as_json, "Print JSON");
  create->callback([=] { status = commands::backup_create(*config, *folder, *as_json); });
  CLI::App* verify =
      command->add_subcommand("verify", "Check every file of a backup, and the ledger in it");
  verify->add_option("folder", *folder, "The backup")->required();
  verify->add_flag("--json", *as_json, "Print JSON");
  verify->callback([=] { status = commands::backup_verify(*folder, *as_json); });
}

void add_doctor(CLI::App& app) {
  CLI::App* command = app.add_subcommand(
      "doctor", "Look at all that a node needs, and say what to do about what is wrong");
  auto options = std::make_shared<commands::DoctorOptions>();
  command->add_option("--config", options->config, "The node's TOML file")->required();
  command->add_flag("--deep", options->deep, "Read every file of a stopped node's ledger");
  command->add_flag("--json", options->as_json, "Print JSON");
  command->callback([options] { status = commands::doctor_command(*options); });
}

std::shared_ptr<commands::NodesOptions> add_nodes_options(CLI::App* command) {
  auto options = std::make_shared<commands::NodesOptions>();
  command->add_option("--node", options->nodes,
                      "A node's RPC; once for each (default http://127.0.0.1:8101)");
  command->add_option("--dir", options->dir, "All nodes of the localnet in this folder");
  command->add_flag("--json", options->as_json, "Print JSON");
  return options;
}

void add_status(CLI::App& app) {
  CLI::App* command = app.add_subcommand("status", "How nodes are, side by side");
  const auto options = add_nodes_options(command);
  command->callback([options] { status = commands::status_command(*options); });
}

void add_trace(CLI::App& app) {
  CLI::App* command = app.add_subcommand("trace", "Where a transaction stands, node by node");
  const auto options = add_nodes_options(command);
  auto id = std::make_shared<std::string>();
  command->add_option("id", *id, "Transaction id")->required();
  command->add_option("--token-file", options->token_file, "The reader's token of the nodes");
  command->callback([=] { status = commands::trace_command(*options, *id); });
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
  auto waypoint = std::make_shared<std::string>();
  get->add_option("id", *id, "Transaction id")->required();
  get->add_option("--out", *out, "Where to write it")->required();
  get->add_option("--node", *node, "A node's RPC")->capture_default_str();
  get->add_option("--waypoint", *waypoint, "What you trust; without it compare what is printed");
  get->callback([=] { status = commands::receipt_get(*id, *out, *node, *waypoint); });
  CLI::App* verify =
      command->add_subcommand("verify", "Check a receipt with nothing but the waypoint");
  auto file = std::make_shared<std::string>();
  auto as_json = std::make_shared<bool>(false);
  verify->add_option("file", *file, "The receipt")->required();
  verify->add_option("--waypoint", *waypoint, "<version>:<64 hex digits>")->required();
  verify->add_flag("--json", *as_json, "Print JSON");
  verify->callback([=] { status = commands::receipt_verify(*file, *waypoint, *as_json); });
  CLI::App* page = command->add_subcommand("page", "One HTML file that checks itself offline");
  auto page_out = std::make_shared<std::string>("receipt.html");
  auto page_node = std::make_shared<std::string>();
  page->add_option("file", *file, "The receipt")->required();
  page->add_option("--waypoint", *waypoint, "<version>:<64 hex digits>")->required();
  page->add_option("--out", *page_out, "Where to write it")->capture_default_str();
  page->add_option("--node", *page_node, "A node that says how amounts are written");
  page->callback([=] { status = commands::receipt_page(*file, *waypoint, *page_out, *page_node); });
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
  verify->add_flag("--complete", from->complete, "Fail where older history is pruned");
  verify->callback([from] { status = commands::audit_verify(*from); });
  CLI::App* supply = command->add_subcommand("supply", "Each currency's supply, proven");
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

CLI::App* add_validators_change(CLI::App& parent, const char* name, const char* help,
                                std::shared_ptr<commands::ValidatorsOptions> options,
                                commands::ValidatorsChange change) {
  CLI::App* command = parent.add_subcommand(name, help);
  command->add_option("--node", options->node, "A node's RPC")->capture_default_str();
  command->add_option("--waypoint", options->waypoint, "What you trust: <version>:<64 hex digits>")
      ->required();
  command
      ->add_option("--governance-key", options->governance_keys,
                   "Key file of governance; once for each that signs")
      ->required();
  command->add_option("--public-key", options->public_keys,
                      "Keys of governance that do not sign, in hex");
  command->add_option("--governance", options->governance,
                      "Its address, where it does not follow from its keys");
  command->add_option("--name", options->name, "The validator's name")->required();
  command->add_flag("--yes", options->yes, "Do not ask before signing");
  command->add_flag("--dry-run", options->dry_run, "Only show what would be signed");
  command->add_flag("--json", options->as_json, "Print JSON");
  command->callback([=] { status = commands::validators_change(*options, change); });
  return command;
}

void add_validators(CLI::App& app) {
  CLI::App* command = app.add_subcommand(
      "validators", "Show who agrees on the ledger, and change it as governance");
  command->require_subcommand(1);
  auto options = std::make_shared<commands::ValidatorsOptions>();
  CLI::App* show = command->add_subcommand("show", "The validators, proven from the waypoint on");
  show->add_option("--node", options->node, "A node's RPC")->capture_default_str();
  show->add_option("--waypoint", options->waypoint, "What you trust: <version>:<64 hex digits>")
      ->required();
  show->add_flag("--json", options->as_json, "Print JSON");
  show->callback([=] { status = commands::validators_show(*options); });
  using enum commands::ValidatorsChange;
  CLI::App* each = add_validators_change(*command, "add", "One more validator", options, add);
  each->add_option("--consensus-key", options->consensus_key, "Public key, in hex")->required();
  each->add_option("--network-key", options->network_key, "Public key, in hex")->required();
  each->add_option("--power", options->power, "At least 1, which is the default");
  add_validators_change(*command, "remove", "One validator less", options, remove);
  each = add_validators_change(*command, "weigh", "Another power", options, weigh);
  each->add_option("--power", options->power, "At least 1")->required();
  each = add_validators_change(*command, "rekey", "Other keys", options, rekey);
  each->add_option("--consensus-key", options->consensus_key, "The new public key, in hex");
  each->add_option("--network-key", options->network_key, "The new public key, in hex");
}

void add_parse(CLI::App& app) {
  CLI::App* command =
      app.add_subcommand("parse", "What chat messages mean: JSON lines in, JSON lines out");
  command->callback([] { status = commands::parse_command(std::cin, std::cout); });
}

void add_sim(CLI::App& app) {
  CLI::App* command = app.add_subcommand(
      "sim", "The deterministic simulator: a cluster under faults in virtual time");
  command->set_help_flag();  // it has its own, with the scenarios
  command->prefix_command();
  command->callback([command] { status = commands::sim_command(command->remaining()); });
}

void add_platform_sim(CLI::App& app) {
  CLI::App* command = app.add_subcommand(
      "platform-sim", "A simulated chat platform on this machine, for tests and integrators");
  auto options = std::make_shared<commands::PlatformSimOptions>();
  command->add_option("platform", options->platform, "whatsapp, messenger, telegram or matrix")
      ->required();
  command->add_option("--listen", options->listen, "Where its API is; port 0: any free one")
      ->capture_default_str();
  command->add_option("--gateway", options->gateway, "Where its webhooks go")
      ->capture_default_str();
  command->add_flag("--polled", options->polled, "telegram: the gateway asks for updates");
  command->add_option("--secret-file", options->secret_file,
                      "Signs webhooks; without it \"simulated-secret\"");
  command->add_option("--token-file", options->token_file,
                      "The gateway has to show it; without it \"simulated-token\"");
  command->add_option("--seed", options->seed, "Of all chance")->capture_default_str();
  command->add_option("--copies", options->copies, "Of each webhook at most, 1 to 50")
      ->capture_default_str();
  command
      ->add_option("--late", options->late_s,
                   "Seconds that a copy may come later, up to 604800; the first one comes soon")
      ->capture_default_str();
  command->footer(R"(People do what they do by POST with a JSON body to the address that it prints:
  /sim/people     {"name","username","phone","language","id"}: all but the name may miss
  /sim/say        {"person","text"}, and where wanted "chat" (a group), "reply_to",
                  "mentions" (ids), "forwarded", "ago_s", "bare" (the number, not the id)
  /sim/press      {"person","message_id","button"}: its title, or its place from 0
  /sim/change-id  {"person"}: another number, and so another id (whatsapp)
  /sim/block      {"person","blocked"}; /sim/join, /sim/leave {"person","chat"} (matrix)
  /sim/outage     {"seconds"}: the API answers 503, and webhooks wait
  /sim/clock      {"advance_s"}: time passes, and what is due then is delivered
and it is read by GET: /sim/chats/PERSON-OR-GROUP, /sim/state. All other paths are the
platform's own API. Without files, the secret is simulated-secret, the token simulated-token.)");
  command->callback([options] { status = commands::platform_sim_command(*options); });
}

void add_matrix_registration(CLI::App& app) {
  CLI::App* command = app.add_subcommand(
      "matrix-registration", "Write an application service's registration for a homeserver");
  auto url = std::make_shared<std::string>("http://127.0.0.1:8080");
  auto user_id = std::make_shared<std::string>();
  auto out = std::make_shared<std::string>("registration.yaml");
  command->add_option("--url", *url, "Where the homeserver reaches the gateway")
      ->capture_default_str();
  command->add_option("--user-id", *user_id, "The bot's, such as @pay:chat.example")->required();
  command->add_option("--out", *out, "The file; the tokens are written beside it")
      ->capture_default_str();
  command->callback([=] { status = commands::matrix_registration(*url, *user_id, *out); });
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
  command->add_option("--group", options->group, "Signed payments in a request")
      ->capture_default_str();
  command->add_option("--seconds", options->seconds, "Of each step of load")->capture_default_str();
  command->add_option("--steps", options->steps, "Of growing load, at most")->capture_default_str();
  command->add_option("--rounds", options->rounds, "Of load and peer")->capture_default_str();
  command->add_flag("--gateway", options->gateway, "Chat messages through a gateway instead");
  command
      ->add_option("--webhooks", options->webhooks,
                   "So many of a chat platform a second, instead: how long each waits")
      ->check(CLI::Range(1, 10'000));
  command->add_option("--users", options->users, "Who write to the gateway")->capture_default_str();
  command->add_option("--at-once", options->at_once, "Messages that wait for answers, at most")
      ->capture_default_str();
  command->add_option("--dead", options->dead,
                      "Validators to kill once the best load is known, and measure again");
  command->add_option("--links", options->links,
                      "Delay of links one way, such as 25ms: latency at ten payments a second");
  command->add_flag("--recovery", options->recovery,
                    "How nodes come back, instead; best with --accounts 1000000");
  command->add_option("--transactions", options->transactions,
                      "With --recovery: that an observer follows from the genesis");
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
  add_restore(app);
  add_process(app, "custodian", "The keeper of users' root keys", custodian::custodian_keys(),
              [](const std::string& file) { return commands::run_custodian(file); });
  add_backup(app);
  add_doctor(app);
  add_status(app);
  add_trace(app);
  add_gateway(app);
  add_chat(app);
  add_parse(app);
  commands::add_account_commands(app, status);
  add_receipt(app);
  add_audit(app);
  add_keys(app);
  add_genesis(app);
  add_validators(app);
  add_sim(app);
  add_platform_sim(app);
  add_matrix_registration(app);
  add_bench(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return status;
}
