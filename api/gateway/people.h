#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>

#include "api/gateway/submitter.h"

namespace pennypost::gateway {

struct PeopleOptions {
  bool grants = false;  ///< the faucet gives to each new identity, once: sandbox chains only
  CurrencyCode grant_currency;
  Amount grant_amount;
  std::string grant_text;  ///< major units
};

/// Who has an account here. Used from one thread; one call for one person at a time.
class People {
 public:
  People(Records& records, Submitter& submitter, client::NodeClient& nodes,
         custodian::Custodian& custodian, PeopleOptions options, Now now);

  /// Nothing where nobody has that handle, or the account is not open yet.
  std::optional<User> find(const std::string& tenant, const std::string& handle);

  /// The user, after opening the ledger account and granting the test money where that has not
  /// happened. Any number of calls opens and grants once; where the faucet is empty, people live
  /// without its money. Errors: `account_opening`: not final yet,
  /// ask again later.
  struct Welcome {
    User user;
    bool created = false;  ///< by this call
  };
  boost::asio::awaitable<Result<Welcome>> ensure(std::string tenant, std::string handle);

  bool grants() const { return options_.grants; }
  std::string grant_text(std::string_view locale) const;

 private:
  boost::asio::awaitable<Result<User>> create(std::string tenant, std::string handle);
  enum class Step { done, pending, refused };
  boost::asio::awaitable<Step> happen(User user, OperationKind kind);

  Records& records_;
  Submitter& submitter_;
  client::NodeClient& nodes_;
  custodian::Custodian& custodian_;
  PeopleOptions options_;
  Now now_;
};

}  // namespace pennypost::gateway
