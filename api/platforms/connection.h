#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "api/config/config.h"
#include "api/connectors/outgoing.h"
#include "api/connectors/update.h"
#include "api/gateway/leases.h"
#include "api/http/router.h"
#include "api/platforms/directory.h"
#include "api/platforms/lane.h"

namespace pennypost::platforms {

/// Takes what a platform told. True once all of it is durable: then the platform may forget it.
using Deliver = std::function<boost::asio::awaitable<bool>(connectors::Platform,
                                                           std::vector<connectors::Update>)>;

/// The line to one platform. Used from one thread.
class Connection {
 public:
  virtual ~Connection() = default;
  virtual connectors::Platform platform() const = 0;
  virtual Lane::Limits limits() const = 0;

  /// `directory`, `leases` and what `deliver` needs outlive the connection. Before everything
  /// below.
  virtual void start(boost::asio::any_io_executor executor, Directory& directory,
                     gateway::Leases& leases, Deliver deliver) = 0;
  virtual void add_routes(http::Router& router) { (void)router; }
  virtual void stop() {}
  virtual boost::asio::awaitable<connectors::CallAnswer> send(connectors::Outgoing out) = 0;
  /// Whether somebody can be written to who does not write now.
  virtual bool reaches(const Known& known, TimestampUs now) const {
    (void)now;
    return known.wrote_at.value() > 0;
  }
  /// Whether the platform says later what became of what it took.
  virtual bool reports() const { return false; }
  /// Whether others than the writer and the bot read the message's chat. Nothing where that cannot
  /// be known now: the platform has to bring the message again.
  virtual boost::asio::awaitable<std::optional<bool>> in_group(connectors::Message message) {
    co_return message.chat.group;
  }
  /// A line to the person that is open now: of use where it can be cut.
  virtual bool connected() const { return true; }
  /// False where only the gateway with an open line can send.
  virtual bool can_send() const { return true; }
};

/// Nothing where the configuration does not want the platform. Errors: `config_invalid`,
/// `unreadable`.
Result<std::unique_ptr<Connection>> connect_whatsapp(const config::Config& config);
Result<std::unique_ptr<Connection>> connect_messenger(const config::Config& config);
Result<std::unique_ptr<Connection>> connect_telegram(const config::Config& config);
Result<std::unique_ptr<Connection>> connect_xmpp(const config::Config& config);
Result<std::unique_ptr<Connection>> connect_matrix(const config::Config& config);

/// The secret that `section.key` is (in the environment, as a rule), or that is in the file that
/// `section.key_file` names. Errors: `config_invalid` where there is neither; those of
/// custodian::read_secret_file.
Result<std::string> read_secret(const config::Config& config, std::string_view section,
                                std::string_view key);

}  // namespace pennypost::platforms
