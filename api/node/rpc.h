#pragma once

#include <memory>
#include <optional>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "api/http/router.h"
#include "api/node/render.h"
#include "api/node/reporter.h"
#include "consensus/runtime/validator.h"
#include "ledger/codec/receipt_bundle.h"

namespace pennypost::node {

/// Answers to the public RPC of a node. Reads of single accounts, transactions and blocks are open
/// on a sandbox; elsewhere they need the reader's token. All handlers run on one thread, the
/// executor's.
struct RpcOptions {
  ChainId chain_id;
  bool sandbox = false;
  std::string reader_token;  // empty: nobody has one
};

/// The newest step from epoch to epoch: who agrees now. Of the first epoch at genesis.
codec::EpochStep newest_step(const store::LedgerStore& store);

class Rpc {
 public:
  /// `validator` and `store` outlive it.
  Rpc(RpcOptions options, boost::asio::any_io_executor executor, runtime::Validator& validator,
      const store::LedgerStore& store);

  void add_routes(http::Router& router);
  /// Prometheus text.
  boost::asio::awaitable<http::Response> metrics(Reporter::Counts evidence);

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
  Reply get_parameters(http::Request request);
  Reply get_codes(http::Request request);
  Reply get_account_transactions(http::Request request);
  Reply get_delegate(http::Request request);
  Reply get_mandate(http::Request request);
  Reply get_transactions(http::Request request);
  Reply get_transaction(http::Request request);
  Reply get_receipt(http::Request request);
  Reply get_block(http::Request request);
  Reply get_epochs(http::Request request);
  Reply post_transaction(http::Request request);
  Reply post_submissions(http::Request request);
  /// Waits for its end so long; not at all where that is zero.
  /// `bundled`: an envelope is answered with the receipts of all its items.
  Reply submit(Bytes bytes, std::chrono::milliseconds patience, bool bundled);
  Reply post_tick(http::Request request);
  Reply get_livez(http::Request request);
  Reply get_readyz(http::Request request);

  http::Response answer_transaction(const store::StoredTransaction& transaction,
                                    const std::optional<codec::Shown>& proof) const;
  /// With a proof that shows its first event and account.
  http::Response answer_final(const execution::ExecutedBlock& block, std::size_t kept,
                              Bytes signed_bytes) const;
  /// What became of each item of an envelope, out of the block that decided it where there is one,
  /// or the store; nothing while the end of any is open. `bundled`: with a bundle that proves all
  /// that was kept, instead of the first one's file.
  std::optional<http::Response> envelope_answer(const std::vector<TransactionId>& items,
                                                const runtime::Outcome& outcome,
                                                bool bundled) const;
  Result<codec::ReceiptFile> first_receipt(const TransactionId& id, Version version,
                                           const execution::ExecutedBlock* block) const;
  Result<codec::ReceiptBundle> receipt_bundle(
      const std::vector<store::StoredTransaction>& transactions) const;
  Result<codec::ReceiptFile> receipt_file(const store::StoredTransaction& transaction,
                                          const codec::Shown& shown) const;
  /// Where the signed bytes are at hand.
  Result<codec::ReceiptFile> receipt_file(const store::StoredTransaction& transaction,
                                          const codec::Shown& shown, Bytes signed_bytes) const;
  /// From the first epoch on; they never change.
  Result<void> learn_steps(Epoch until) const;
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
  mutable std::vector<codec::ReceiptStep> steps_;  // into epoch 1, 2, ... as far as asked for
};

/// A transaction of a final block as the store gives it, but for the block's digests.
store::StoredTransaction stored_of(const execution::ExecutedBlock& block, std::size_t kept);

}  // namespace pennypost::node
