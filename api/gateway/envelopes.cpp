#include "api/gateway/envelopes.h"

#include <algorithm>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "api/gateway/spawn.h"
#include "ledger/wire/ledger_wire.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

struct Envelopes::Item {
  explicit Item(const asio::any_io_executor& executor) : ended(executor) {}
  Bytes bytes;
  TransactionId id;
  SteadyClock::time_point deadline;
  SteadyClock::time_point since;
  asio::steady_timer ended;  // expires at the deadline; cancelled at the end
  std::optional<End> end;
};

Envelopes::Envelopes(asio::any_io_executor executor, client::NodeClient& nodes,
                     DelegateKey& delegate, EnvelopeOptions options)
    : executor_(executor),
      nodes_(nodes),
      delegate_(delegate),
      options_(options),
      gather_(executor) {}

asio::awaitable<Envelopes::End> Envelopes::submit(Bytes item, TransactionId id, milliseconds wait) {
  const auto entry = std::make_shared<Item>(executor_);
  entry->bytes = std::move(item);
  entry->id = id;
  entry->since = SteadyClock::now();
  entry->deadline = entry->since + wait;
  entry->ended.expires_at(entry->deadline);
  waiting_.push_back(entry);
  pump();
  boost::system::error_code ignored;
  if (!entry->end) {
    co_await entry->ended.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  if (!entry->end) std::erase(waiting_, entry);
  co_return entry->end.value_or(End{});
}

void Envelopes::pump() {
  while (!stopped_ && !waiting_.empty() && in_flight_ < options_.in_flight_max) {
    // The busier the ledger, the more travel together.
    const auto gather = options_.gather * static_cast<std::int64_t>(in_flight_);
    const auto ripe = waiting_.front()->since + std::min(gather, options_.gather_max);
    if (in_flight_ > 0 && waiting_.size() < options_.worth_sending && SteadyClock::now() < ripe) {
      if (std::exchange(gathering_, true)) return;
      gather_.expires_at(ripe);
      gather_.async_wait([this](boost::system::error_code error) {
        if (error) return;
        gathering_ = false;
        pump();
      });
      return;
    }
    ++in_flight_;
    spawn(executor_, carry(take()));
  }
}

std::vector<Envelopes::ItemPtr> Envelopes::take() {
  std::vector<ItemPtr> out;
  std::size_t bytes = 0;
  while (!waiting_.empty() && out.size() < options_.items_max &&
         (out.empty() || bytes + waiting_.front()->bytes.size() <= options_.bytes_max)) {
    bytes += waiting_.front()->bytes.size();
    out.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  return out;
}

asio::awaitable<void> Envelopes::carry(std::vector<ItemPtr> items) {
  std::vector<Bytes> bytes;
  std::vector<TransactionId> ids;
  auto deadline = items[0]->deadline;
  for (const auto& item : items) {
    bytes.push_back(item->bytes);
    ids.push_back(item->id);
    deadline = std::max(deadline, item->deadline);
  }
  const Bytes envelope =
      wire::sign_envelope_of(nodes_.verifier().chain(), delegate_.id(), delegate_.key(), bytes);
  const auto left = std::chrono::duration_cast<milliseconds>(deadline - SteadyClock::now());
  auto ends =
      co_await nodes_.submit_envelope(envelope, std::move(ids), std::max(left, milliseconds(1)));
  --in_flight_;
  for (const auto& item : items) {
    End end;
    if (ends) {
      if (auto found = ends->final.find(item->id); found != ends->final.end()) {
        end.final = std::move(found->second);
      } else if (const auto why = ends->discarded.find(item->id); why != ends->discarded.end()) {
        end.discarded = why->second;
      }
    }
    item->end = std::move(end);
    item->ended.cancel();
  }
  pump();
}

void Envelopes::stop() {
  stopped_ = true;
  gather_.cancel();
}

}  // namespace pennypost::gateway
