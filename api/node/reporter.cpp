#include "api/node/reporter.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>

#include "api/node/on_core.h"
#include "consensus/runtime/clock.h"
#include "ledger/base/check.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/bech32.h"
#include "ledger/wire/ledger_wire.h"

namespace pennypost::node {
namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;

constexpr milliseconds kTurn{2'000};   // between one validator's report and the next one's
constexpr milliseconds kRetry{5'000};  // after a report that came to nothing
constexpr int kTriesMax = 12;
constexpr std::uint64_t kReportLifetimeUs = 60'000'000;

Nonce random_nonce() {
  Nonce nonce;
  crypto::random_bytes(nonce.bytes);
  return nonce;
}

AuthenticationKey authentication_key(const PublicKey& network_key) {
  return codec::authentication_key(1, {network_key});
}

}  // namespace

Address reporter_address(ChainId chain, const PublicKey& network_key) {
  return codec::account_address(chain, authentication_key(network_key), Salt{});
}

Reporter::Reporter(ChainId chain, const crypto::Seed& network_seed, asio::any_io_executor executor,
                   runtime::Validator& validator)
    : chain_(chain),
      key_(network_seed),
      address_(reporter_address(chain, key_.public_key())),
      executor_(std::move(executor)),
      validator_(validator) {
  validator_.on_evidence([this](const ReportEquivocation& evidence) {
    ++seen_;
    asio::post(executor_, [this, evidence] {
      if (waiting_ == kReportsWaitingMax) return;
      ++waiting_;
      asio::co_spawn(executor_, report(evidence), asio::detached);
    });
  });
}

asio::awaitable<void> Reporter::pause(milliseconds time) {
  asio::steady_timer timer(executor_, time);
  boost::system::error_code ignored;
  co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

asio::awaitable<void> Reporter::report(ReportEquivocation evidence) {
  const runtime::Membership members = validator_.membership();
  if (members.own_index) co_await pause(kTurn * *members.own_index);
  for (int i = 0; i < kTriesMax; ++i) {
    const Need need = co_await look(evidence);
    if (need == Need::account) {
      spdlog::warn(
          "evidence of equivocation is not reported: there is no account {} on the "
          "ledger; governance can create it (pennypost validators add does)",
          crypto::address_text(address_, is_test_chain(chain_)));
    }
    if (need != Need::report || !validator_.membership().own_index) break;
    const runtime::Outcome outcome = co_await submit(evidence);
    if (outcome.final && outcome.code == Code::success) {
      ++reported_;
      spdlog::warn(
          "reported to the ledger: equivocation of the consensus key {} in round {} of "
          "epoch {}",
          evidence.key.hex(), evidence.round.value(), evidence.epoch.value());
      break;
    }
    co_await pause(kRetry);
  }
  --waiting_;
}

/// Whether the ledger knows of it, or cannot take it.
asio::awaitable<Reporter::Need> Reporter::look(ReportEquivocation evidence) {
  return on_core<Need>(validator_, [this, evidence](const execution::SpeculativeLedger& ledger,
                                                    const consensus::Status&) {
    const state::StateView& state = ledger.final_state();
    const ValidatorSet* validators = state.validators();
    if (validators == nullptr || !validators->index_of(evidence.key)) return Need::nothing;
    const auto* known = state.get<Equivocations>(state::StateKey::equivocations(evidence.key));
    const auto is_same = [&](const Equivocations::Report& each) {
      return each.epoch == evidence.epoch && each.round == evidence.round &&
             each.message == evidence.message;
    };
    if (known != nullptr && (known->reports.size() >= kEquivocationsMax ||
                             std::ranges::any_of(known->reports, is_same))) {
      return Need::nothing;
    }
    return state.account(address_) != nullptr ? Need::report : Need::account;
  });
}

asio::awaitable<runtime::Outcome> Reporter::submit(ReportEquivocation evidence) {
  const TimestampUs now = runtime::read_clock().unix_time;
  const Bytes bytes = wire::sign_transaction({.chain_id = chain_,
                                              .sender = address_,
                                              .threshold = 1,
                                              .public_keys = {key_.public_key()},
                                              .replay = random_nonce(),
                                              .expiry = now + kReportLifetimeUs,
                                              .operation = std::move(evidence)},
                                             key_);
  auto checked = wire::check_submission(bytes, chain_, crypto::verify);
  CHECK(checked);
  auto pending = wire::pending_of(bytes, std::move(*checked));
  auto waiting = std::make_shared<std::pair<asio::steady_timer, runtime::Outcome>>(
      asio::steady_timer(executor_, std::chrono::microseconds(2 * kReportLifetimeUs)),
      runtime::Outcome{});
  const auto submitted = validator_.submit(
      std::move(pending), [waiting, executor = executor_](runtime::Outcome outcome) {
        asio::post(executor, [waiting, outcome] {
          waiting->second = outcome;
          waiting->first.cancel();
        });
      });
  if (!submitted) co_return runtime::Outcome{};
  boost::system::error_code ignored;
  co_await waiting->first.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  co_return waiting->second;
}

}  // namespace pennypost::node
