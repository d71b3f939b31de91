#pragma once

#include <boost/asio/thread_pool.hpp>

#include "api/node/genesis_source.h"
#include "api/node/rpc.h"
#include "consensus/store/block_store.h"
#include "ledger/proof/balance_proof.h"

namespace pennypost::node {

/// What the proofs are made of. All of it outlives the routes.
struct ProofSources {
  runtime::Validator& validator;
  const store::LedgerStore& ledger;
  const store::BlockStore& blocks;
  GenesisSource& genesis;
};

/// The part of the RPC that auditors ask: balances of the past, supplies, blocks with their
/// batches, and the proofs behind them. Threads as Rpc's, which outlives it.
class ProofRpc {
 public:
  ProofRpc(Rpc& rpc, const RpcOptions& options, boost::asio::any_io_executor executor,
           ProofSources sources);
  void add_routes(http::Router& router);

 private:
  using Reply = boost::asio::awaitable<http::Response>;

  /// The certified newest state, as the core has it.
  struct Newest {
    OrderedCertificate certificate;
    state::StateTree tree;
    std::optional<Account> account;    // the one asked for
    std::vector<Currency> currencies;  // ascending by code
  };
  boost::asio::awaitable<std::optional<Newest>> newest(std::optional<Address> account,
                                                       bool with_currencies);

  Reply get_account(http::Request request);
  Reply get_supply(http::Request request);
  Reply get_consistency(http::Request request);
  Reply get_block_of_round(http::Request request);
  Reply get_chain(http::Request request);
  Reply get_genesis(http::Request request);

  Result<Version> version_asked_for(const http::Request& request, const LedgerInfo& info) const;
  /// The block that was the newest at this time.
  Result<store::StoredBlock> block_at_time(TimestampUs time, Height newest) const;
  Result<proof::BlockEnd> block_end(const store::StoredBlock& block, std::uint64_t size) const;
  Result<proof::Moment> moment(TimestampUs time, const LedgerInfo& info) const;
  Result<proof::Touch> touch(const store::StoredTransaction& transaction, const Address& address,
                             std::uint64_t size) const;
  /// The receipts around a version: the last that named the account, and the next one. Stops after
  /// a bounded number of steps: then `reached` is where to go on.
  struct Around {
    std::optional<store::StoredTransaction> before;
    std::optional<store::StoredTransaction> after;
    std::optional<Version> reached;
  };
  Result<Around> find_around(const Address& address, Version version,
                             std::optional<Version> from) const;
  /// `first` where nothing before named the account.
  Result<proof::BalanceProof> prove(const Newest& state, const Address& address, Version version,
                                    const std::optional<TimestampUs>& time, const Around& around,
                                    const execution::GenesisState* first) const;
  /// What the chain began with; read on a thread of its own.
  using Genesis = std::shared_ptr<const GenesisSource::Whole>;
  boost::asio::awaitable<Result<Genesis>> genesis();

  Rpc& rpc_;
  ChainId chain_id_;
  boost::asio::any_io_executor executor_;
  ProofSources from_;
  boost::asio::thread_pool reading_{1};
};

}  // namespace pennypost::node
