#pragma once

#include <chrono>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "api/client/node_client.h"
#include "api/gateway/delegate.h"

namespace pennypost::gateway {

struct EnvelopeOptions {
  std::size_t items_max = 1'024;        ///< of an envelope
  std::size_t bytes_max = 900'000;      ///< of its items
  std::size_t in_flight_max = 8;        ///< envelopes on their way
  std::size_t worth_sending = 64;       ///< while others are on their way, fewer wait a little
  std::chrono::milliseconds gather{4};  ///< for company, for each that is on its way
  std::chrono::milliseconds gather_max{16};
};

/// Many users' items under one signature of the delegate's: an item is sent at once where nothing
/// is on its way, else it travels with what else comes within a few milliseconds. An item's
/// transaction id does not depend on its envelope (L62), so the same item may travel any number of
/// times, and with any other company. Used from one thread.
class Envelopes {
 public:
  Envelopes(boost::asio::any_io_executor executor, client::NodeClient& nodes, DelegateKey& delegate,
            EnvelopeOptions options = {});

  struct End {
    std::optional<client::FinalTransaction> final{};  ///< nothing: unknown
    std::string discarded{};  ///< a node's word why it left no trace; empty: not told
  };
  /// Sends the item until its end is proven, or `wait` is over.
  boost::asio::awaitable<End> submit(Bytes item, TransactionId id, std::chrono::milliseconds wait);
  /// Lets nothing more go out.
  void stop();

 private:
  struct Item;
  using ItemPtr = std::shared_ptr<Item>;

  void pump();
  std::vector<ItemPtr> take();
  boost::asio::awaitable<void> carry(std::vector<ItemPtr> items);

  boost::asio::any_io_executor executor_;
  client::NodeClient& nodes_;
  DelegateKey& delegate_;
  EnvelopeOptions options_;
  std::deque<ItemPtr> waiting_;
  std::size_t in_flight_ = 0;
  boost::asio::steady_timer gather_;
  bool gathering_ = false;
  bool stopped_ = false;
};

}  // namespace pennypost::gateway
