#pragma once

#include <atomic>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "consensus/runtime/validator.h"

namespace pennypost::node {

/// The account under which a validator reports others: that of its network key, with no salt. It
/// needs neither money nor trust: a report proves itself (L88).
Address reporter_address(ChainId chain, const PublicKey& network_key);

/// Evidence that waits at a time; beyond it is only logged.
inline constexpr std::size_t kReportsWaitingMax = 100;

/// C11: puts evidence of equivocation on the ledger, once. Validators take turns: whoever finds it
/// there already says nothing.
class Reporter {
 public:
  /// `validator` outlives it, and nothing runs on `executor`, one thread, after its end.
  Reporter(ChainId chain, const crypto::Seed& network_seed, boost::asio::any_io_executor executor,
           runtime::Validator& validator);

  struct Counts {
    std::uint64_t seen = 0;      // by this process
    std::uint64_t reported = 0;  // of these, by a transaction of this node's
  };
  Counts counts() const { return {seen_, reported_}; }

 private:
  enum class Need { report, nothing, account };
  boost::asio::awaitable<void> report(ReportEquivocation evidence);
  boost::asio::awaitable<Need> look(ReportEquivocation evidence);
  boost::asio::awaitable<runtime::Outcome> submit(ReportEquivocation evidence);
  boost::asio::awaitable<void> pause(std::chrono::milliseconds time);

  ChainId chain_;
  crypto::KeyPair key_;
  Address address_;
  boost::asio::any_io_executor executor_;
  runtime::Validator& validator_;
  std::size_t waiting_ = 0;
  std::atomic<std::uint64_t> seen_{0};
  std::atomic<std::uint64_t> reported_{0};
};

}  // namespace pennypost::node
