#pragma once

#include <memory>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "api/gateway/clock.h"
#include "api/gateway/queue_start.h"
#include "api/gateway/records.h"

namespace pennypost::gateway {

/// What became of words that a sink was shown.
enum class Delivery {
  told,         ///< they are on their way to the person, durably: nobody needs to show them again
  carried,      ///< on their way, durably; whoever carries them says when the person has them
  unreachable,  ///< their platform does not let us write now: who caused the words is told so
  kept,         ///< nothing here reaches the person: they see them with their next message
  later,        ///< ask again in a while
};

/// A way to people who did not just write: webhooks, event streams, a platform's connector. Shown
/// each message at least once, oldest first, under an id that stays the same; what it makes of one
/// must be the same each time.
class OutboxSink {
 public:
  virtual ~OutboxSink() = default;
  virtual boost::asio::awaitable<Delivery> take(OutgoingMessage message) = 0;
};

/// Carries words for other people (`message.outgoing`) from the store to the sinks, each person's
/// oldest first. They were put
/// there, with Records::put, in the change that they tell about. Used from one thread.
class Outbox {
 public:
  Outbox(boost::asio::any_io_executor executor, Records& records, Now now);

  /// `sink` outlives the outbox. Before resume.
  void add(OutboxSink& sink) { sinks_.push_back(&sink); }
  /// Goes on with what lies there.
  void resume() { wake(); }
  /// There is something new.
  void wake();
  void stop() { stopping_ = true; }

 private:
  struct Work;
  boost::asio::awaitable<void> run();
  /// Different people's at the same time, each one's in their order. True: some are to be shown
  /// again later.
  boost::asio::awaitable<bool> carry(std::vector<Records::OutgoingRow> batch);
  boost::asio::awaitable<void> carry_to_one(std::shared_ptr<Work> work,
                                            std::vector<Records::OutgoingRow> rows);
  boost::asio::awaitable<Delivery> offer(OutgoingMessage message);

  boost::asio::any_io_executor executor_;
  Records& records_;
  Now now_;
  std::vector<OutboxSink*> sinks_;
  std::shared_ptr<boost::asio::steady_timer> pause_;
  QueueStart start_;
  bool running_ = false;
  bool again_ = false;
  bool stopping_ = false;
};

}  // namespace pennypost::gateway
