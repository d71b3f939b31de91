#pragma once

#include <filesystem>
#include <memory>

#include <boost/asio/io_context.hpp>
#include <boost/json/object.hpp>

#include "api/client/node_client.h"
#include "api/commands/account/account.h"
#include "ledger/types/amount.h"

// Inside api/commands/account only.
namespace pennypost::commands {

struct Decimals {
  std::uint8_t decimals = 0;
  std::uint8_t display_decimals = 0;
};

/// A transaction that is ready to be sent.
struct SignedTransaction {
  Bytes bytes;
  TransactionId id;
  TimestampUs expiry;
};

/// A ledger as a command-line tool needs it: every call blocks.
class LedgerLink {
 public:
  /// Errors: `malformed`, `unavailable` (no node answers), `wrong_chain`.
  static Result<std::unique_ptr<LedgerLink>> open(const LedgerOptions& options);

  ChainId chain() const { return chain_; }
  const client::Verifier& verifier() const { return nodes_->verifier(); }
  /// What more nodes say than can lie. Errors: `unavailable`, `unknown_currency`.
  Result<Decimals> decimals(const CurrencyCode& currency);
  /// A 200's body. Errors: the node's code.
  Result<boost::json::object> get(const std::string& target);
  /// What became of it, once that is certain. Nothing: it never happened and never will. Errors:
  /// `unknown`: nobody could tell in time.
  Result<std::optional<client::FinalTransaction>> settle(SignedTransaction made);
  /// Settles it, and keeps the receipt of its success in the file, where one is named. What it came
  /// to: `transaction_id`, `state`, `version`, `signers`. Errors: why it changed nothing, and those
  /// of `settle`.
  Result<boost::json::object> carry_out(const SignedTransaction& made,
                                        const std::filesystem::path& receipt_file);

 private:
  boost::asio::awaitable<Result<std::optional<client::FinalTransaction>>> settled(
      SignedTransaction made);
  /// What to say of what never happened: the newest reason that a node gave, where one did.
  Error never() const;

  void note_refusal(const std::string& code);

  LedgerOptions options_;
  std::string token_;
  ChainId chain_;
  boost::asio::io_context io_{1};
  std::unique_ptr<client::NodeClient> nodes_;
  std::string refusal_;  // the code of the newest one
};

/// An Error as the tool tells it, for people or as JSON. Returns the exit status.
int report(const std::string& command, const Error& error, bool as_json);

}  // namespace pennypost::commands
