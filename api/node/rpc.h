#pragma once

#include <memory>
#include <optional>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "api/http/router.h"
#include "api/node/render.h"
#include "consensus/runtime/validator.h"
#include "ledger/codec/receipt_file.h"

namespace pennypost::node {

/// Answers to the public RPC of a node. Reads of single accounts, transactions and blocks are open
/// on a sandbox; elsewhere they need the reader's token. All handlers run on one thread, the
/// executor's.
struct RpcOptions {
  ChainId chain_id;
  ValidatorSet validators;
  std::optional<consensus::ValidatorIndex> own_index;
  bool sandbox = false;
  std::string reader_token;  // empty: nobody has one
};

class Rpc {
 public:
  /// `validator` and `store` outlive it.
  Rpc(RpcOptions options, boost::asio::any_io_executor executor, runtime::Validator& validator,
      const store::LedgerStore& store);

  void add_routes(http::Router& router);
  /// Prometheus text.
  boost::asio::awaitable<http::Response> metrics();

  // What ProofRpc has in common with it.
  using Reply = boost::asio::awaitable<http::Response>;
  Reply get_account(http::Request request);
  Reply get_supply(http::Request request);
  /// Nothing where the request may read; else the refusal.
  std::optional<http::Response> refuse_reader(const http::Request& request) const;
  /// Ledger headers and the body.
  http::Response answer(int status, const boost::json::value& body) const;
  /// Adds the headers that say which ledger an answer is of.
  http::Response as_of(const LedgerInfo& info, http::Response response) const;
  static http::Response from_error(const Error& error);
  const Renderer& renderer() const { return render_; }

 private:
  Reply get_ledger(http::Request request);
  Reply get_validators(http::Request request);
  Reply get_currencies(http::Request request);
  Reply get_oversight(http::Request request);
  Reply get_account_transactions(http::Request request);
  Reply get_transactions(http::Request request);
  Reply get_transaction(http::Request request);
  Reply get_receipt(http::Request request);
  Reply get_block(http::Request request);
  Reply get_epochs(http::Request request);
  Reply post_transaction(http::Request request);
  Reply post_tick(http::Request request);
  Reply get_livez(http::Request request);
  Reply get_readyz(http::Request request);

  http::Response answer_transaction(const store::StoredTransaction& transaction,
                                    const std::optional<codec::Shown>& proof) const;
  /// What became of each item of an envelope, out of the block that decided it where given, or the
  /// store; nothing while the end of any is open.
  std::optional<http::Response> envelope_answer(const std::vector<TransactionId>& items,
                                                const execution::ExecutedBlock* block) const;
  Result<codec::ReceiptFile> receipt_file(const store::StoredTransaction& transaction,
                                          const codec::Shown& shown) const;
  boost::asio::awaitable<std::optional<Code>> admission(const Transaction& transaction);
  boost::asio::awaitable<std::optional<runtime::Outcome>> wait_for(
      wire::PendingTransaction transaction, std::chrono::milliseconds timeout,
      std::string& refusal);
  void learn_currencies(const state::StateView& state, const std::vector<CurrencyCode>& codes);
  void refresh_currencies();

  RpcOptions options_;
  boost::asio::any_io_executor executor_;
  runtime::Validator& validator_;
  const store::LedgerStore& store_;
  Renderer render_;
};

}  // namespace pennypost::node
