#include "api/commands/account/arguments.h"

#include <CLI/CLI.hpp>

#include "api/commands/account/account.h"

namespace pennypost::commands {
namespace {

void add_ledger_options(CLI::App& command, LedgerOptions& options) {
  command.add_option("--node", options.nodes, "A node's RPC; may be given several times")
      ->capture_default_str();
  command.add_option("--waypoint", options.waypoint, "What you trust: <version>:<64 hex digits>");
  command.add_option("--token-file", options.token_file, "The reader's token of these nodes");
  command.add_flag("--json", options.as_json, "Print JSON");
}

void add_do(CLI::App& account, int& status) {
  CLI::App* command = account.add_subcommand(
      "do", "Sign any operation of the ledger yourself, and wait for its receipt");
  auto options = std::make_shared<DoOptions>();
  command->add_option("operation", options->operation, "See `pennypost account operations`")
      ->required();
  command->add_option("fields", options->fields, "Each as name=value");
  command->add_option("--key", options->key_files, "A key file that signs; once for each");
  command->add_option("--public-key", options->public_keys,
                      "Of the account's keys those that do not sign, in hex");
  command->add_option("--account", options->account,
                      "Who sends it, where that does not follow from the keys");
  command->add_option("--delegate", options->delegate,
                      "<institution's address>/<number>: the keys are this delegate's");
  command->add_option("--claim-key", options->claim_key_file,
                      "claim_hold: the key file of a hold without a payee");
  command->add_option("--dealer-key", options->dealer_key_file,
                      "exchange: the dealer's key file, which signs the quote");
  command->add_option("--nonce", options->nonce,
                      "32 hex digits; the same one never acts twice before the expiry");
  command->add_option("--sequence-number", options->sequence_number,
                      "The account's next one, instead of a nonce");
  command->add_option("--expires-s", options->expires_s, "When it can no longer happen, in seconds")
      ->capture_default_str();
  command->add_option("--receipt", options->receipt_file, "Keep the receipt in this file");
  command->add_flag("--dry-run", options->dry_run, "Only sign, and print what would be submitted");
  add_ledger_options(*command, options->ledger);
  command->callback([options, &status] { status = account_do(*options); });
}

void add_account(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("account", "Accounts whose key you keep yourself");
  command->require_subcommand(1);
  auto options = std::make_shared<AccountOptions>();
  const auto add = [&](const std::string& name, const std::string& help,
                       int (*run)(const AccountOptions&)) {
    CLI::App* each = command->add_subcommand(name, help);
    each->add_option("--key", options->key_file, "The key file, mode 0600");
    add_ledger_options(*each, options->ledger);
    each->callback([options, run, &status] { status = run(*options); });
    return each;
  };
  add("new", "Make a key file, and print the address that it will have", account_new)
      ->add_option("--chain-id", options->chain_id, "Instead of asking a node");
  add("show", "What an account holds, proven where a waypoint is given", account_show)
      ->add_option("address", options->address, "Another account than the key's");
  add("history", "An account's newest transactions", account_history)
      ->add_option("address", options->address, "Another account than the key's");
  add("open", "Open the key's account below an institution whose key is here", account_open)
      ->add_option("--config", options->institution_config, "The custodian's TOML file");
  CLI::App* operations = command->add_subcommand(
      "operations", "Everything that `account do` can sign, with its fields");
  operations->callback([&status] { status = account_operations(); });
  add_do(*command, status);
}

void add_send(CLI::App& app, int& status) {
  CLI::App* command =
      app.add_subcommand("send", "Sign a payment yourself, and wait for its receipt");
  auto options = std::make_shared<SendOptions>();
  command->add_option("amount", options->amount, "Such as 0.50")->required();
  command->add_option("currency", options->currency, "Such as USD")->required();
  command->add_option("to", options->to, "The payee's address")->required();
  command->add_option("--key", options->key_file, "The payer's key file, mode 0600");
  command->add_option("--memo", options->memo, "The ledger gets a salted hash of it");
  command->add_option("--nonce", options->nonce,
                      "32 hex digits; the same one never pays twice before the expiry");
  command->add_option("--expires-s", options->expires_s, "When it can no longer happen, in seconds")
      ->capture_default_str();
  command->add_option("--receipt", options->receipt_file, "Keep the receipt in this file");
  add_ledger_options(*command, options->ledger);
  command->callback([options, &status] { status = send(*options); });
}

}  // namespace

void add_account_commands(CLI::App& app, int& status) {
  add_account(app, status);
  add_send(app, status);
}

}  // namespace pennypost::commands
