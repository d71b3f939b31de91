#pragma once

#include "api/gateway/app_api.h"

namespace pennypost::gateway {

/// What an app sees and does of its users beyond money that moves: contacts, chats, limits, all of
/// it as one export, erasure; people asking people for money; claims of money that waits for
/// somebody with a code.
class PeopleApi {
 public:
  PeopleApi(Services services, AppDoor& door) : services_(std::move(services)), door_(door) {}
  void add_routes(http::Router& router);

 private:
  using Answering = boost::asio::awaitable<http::Response>;

  Answering get_contacts(Call call);
  Answering get_identities(Call call);
  Answering get_limits(Call call);
  Answering get_export(Call call);
  Answering delete_user(Call call);

  Answering post_request(Call call);
  Answering get_requests(Call call);
  Answering get_request(Call call);
  Answering accept_request(Call call);
  Answering decline_request(Call call);
  Answering withdraw_request(Call call);
  Answering post_claim(Call call);

  std::optional<User> user_of(const Call& call);
  std::optional<MoneyRequest> request_of(const Call& call);
  /// The payment that the request's card waits with, or has made.
  std::optional<Operation> payment_of(const MoneyRequest& request);
  boost::json::object shown(const MoneyRequest& request);
  boost::json::array contacts_of(const User& user);
  boost::json::array identities_of(const User& user);
  boost::json::array limits_of(const User& user);

  Services services_;
  AppDoor& door_;
};

}  // namespace pennypost::gateway
