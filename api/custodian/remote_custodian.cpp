#include "api/custodian/remote_custodian.h"

#include <map>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/steady_timer.hpp>

#include "api/custodian/connection.h"
#include "api/custodian/exchange.h"
#include "api/custodian/wipe_pins.h"
#include "consensus/net/frame.h"
#include "ledger/base/check.h"

namespace pennypost::custodian {
namespace {

using SteadyClock = std::chrono::steady_clock;
using proto::CustodianAnswer;
using proto::CustodianRequest;

template <class Id>
std::string text(const Id& id) {
  return std::string(text_of(id.view()));
}

std::unexpected<Error> unavailable(const char* why) {
  return fail("unavailable", std::string("The custodian ") + why + ". Nothing is lost; ask again.");
}

void fill(proto::CustodianApproval& out, const Approval& approval) {
  out.set_pin(approval.pin);
  if (approval.device_key.is_zero()) return;
  out.set_device_key(text(approval.device_key));
  out.set_device_signature(text(approval.device_signature));
}

/// One call under way.
struct Call {
  explicit Call(const asio::any_io_executor& executor) : ended(executor) {}
  asio::steady_timer ended;  // cancelled at the answer, or when the connection is gone
  std::optional<CustodianAnswer> answer;
  bool cut = false;
};

/// A connection and the calls that wait on it.
struct Link {
  explicit Link(Connection c) : connection(std::move(c)) {}
  Connection connection;
  std::map<std::uint64_t, std::shared_ptr<Call>> calls;
  Bytes outgoing;  // frames that the writer takes next
  bool writing = false;
  bool open = true;

  void end() {
    if (!std::exchange(open, false)) return;
    connection.close();
    for (auto& [number, call] : calls) {
      call->cut = true;
      call->ended.cancel();
    }
    calls.clear();
  }
};
using LinkPtr = std::shared_ptr<Link>;

asio::awaitable<void> read(LinkPtr link) {
  net::FrameDecoder decoder;
  Bytes buffer(64 * 1024);
  while (link->open) {
    const auto [error, bytes] =
        co_await link->connection.read_some(asio::buffer(buffer.data(), buffer.size()));
    if (error) break;
    for (ByteView input(buffer.data(), bytes); link->open && !input.empty();) {
      auto frame = decoder.next(input);
      CustodianAnswer answer;
      if (!frame || (*frame && !wire::parse_strict(**frame, answer))) {
        link->end();
      } else if (*frame) {
        const auto call = link->calls.find(answer.number());
        if (call == link->calls.end()) continue;  // its caller has given up
        call->second->answer = std::move(answer);
        call->second->ended.cancel();
        link->calls.erase(call);
      }
    }
  }
  link->end();
}

asio::awaitable<void> write(LinkPtr link) {
  while (link->open && !link->outgoing.empty()) {
    Bytes bytes = std::exchange(link->outgoing, {});
    const auto error = co_await link->connection.write(asio::buffer(bytes.data(), bytes.size()));
    wipe(bytes);
    if (error) link->end();
  }
  link->writing = false;
}

}  // namespace

class RemoteCustodian final : public Custodian {
 public:
  RemoteCustodian(asio::any_io_executor executor, CustodianAddress address, PublicKey server_key,
                  net::TlsIdentity identity, RemoteCustodianOptions options)
      : executor_(std::move(executor)),
        address_(std::move(address)),
        server_key_(server_key),
        identity_(std::move(identity)),
        options_(options) {}
  ~RemoteCustodian() override {
    if (link_) link_->end();
  }

  template <class T>
  using Task = asio::awaitable<Result<T>>;

  Task<AccountKey> account_key(std::string user) override {
    CustodianRequest request = of(user);
    request.mutable_account_key();
    const auto answer = co_await ask(std::move(request), true);
    if (!answer) co_return std::unexpected(answer.error());
    const auto key = PublicKey::from(view_of(answer->public_key()));
    const auto salt = Salt::from(view_of(answer->salt()));
    if (!key || !salt) co_return unavailable("answers something else");
    co_return AccountKey{*key, *salt};
  }

  Task<Bytes> open_account(std::string user, Nonce nonce, TimestampUs expiry) override {
    CustodianRequest request = of(user);
    request.mutable_open_account()->set_nonce(text(nonce));
    request.mutable_open_account()->set_expiry_us(expiry.value());
    co_return signed_by(co_await ask(std::move(request), true));
  }

  Task<Bytes> mandate(std::string user, Nonce nonce, TimestampUs expiry,
                      TimestampUs until) override {
    CustodianRequest request = of(user);
    request.mutable_mandate()->set_nonce(text(nonce));
    request.mutable_mandate()->set_expiry_us(expiry.value());
    request.mutable_mandate()->set_until_us(until.value());
    co_return signed_by(co_await ask(std::move(request), true));
  }

  Task<Bytes> sign(PaymentOrder order, Approval approval) override {
    CustodianRequest request = of(order.user);
    const Bytes item = wire::encode_item({.sender = {},
                                          .replay = order.nonce,
                                          .expiry = order.expiry,
                                          .memo_hash = order.memo_hash,
                                          .operation = std::move(order.operation)});
    request.mutable_payment()->set_item(std::string(text_of(item)));
    fill(*request.mutable_payment()->mutable_approval(), approval);
    // Asked twice it is signed once; but a wrong PIN would count twice.
    co_return signed_by(co_await ask(std::move(request), approval.pin.empty()));
  }

  Task<Evidence> evidence(std::string user) override {
    CustodianRequest request = of(user);
    request.mutable_evidence();
    co_return evidence_of(co_await ask(std::move(request), true));
  }

  Task<Evidence> set_pin(std::string user, std::string pin, Approval approval) override {
    CustodianRequest request = of(user);
    request.mutable_set_pin()->set_pin(pin);
    fill(*request.mutable_set_pin()->mutable_approval(), approval);
    ::explicit_bzero(pin.data(), pin.size());
    co_return evidence_of(co_await ask(std::move(request), false));
  }

  Task<Evidence> reset_pin(std::string user) override {
    CustodianRequest request = of(user);
    request.mutable_reset_pin();
    co_return evidence_of(co_await ask(std::move(request), true));
  }

  Task<Evidence> add_device(std::string user, PublicKey key, Approval approval) override {
    CustodianRequest request = of(user);
    request.mutable_add_device()->set_key(text(key));
    fill(*request.mutable_add_device()->mutable_approval(), approval);
    co_return evidence_of(co_await ask(std::move(request), false));
  }

  Task<Evidence> check(std::string user, Bytes purpose, Approval approval) override {
    CustodianRequest request = of(user);
    request.mutable_check()->set_purpose(std::string(text_of(purpose)));
    fill(*request.mutable_check()->mutable_approval(), approval);
    co_return evidence_of(co_await ask(std::move(request), approval.pin.empty()));
  }

  Task<Evidence> forget(std::string user) override {
    CustodianRequest request = of(user);
    request.mutable_forget();
    co_return evidence_of(co_await ask(std::move(request), true));
  }

 private:
  static CustodianRequest of(const std::string& user) {
    CustodianRequest out;
    out.set_user(user);
    return out;
  }

  static Result<Bytes> signed_by(Result<CustodianAnswer> answer) {
    if (!answer) return std::unexpected(answer.error());
    if (answer->signed_transaction().empty()) return unavailable("answers something else");
    return bytes_of(view_of(answer->signed_transaction()));
  }

  static Result<Evidence> evidence_of(Result<CustodianAnswer> answer) {
    if (!answer) return std::unexpected(answer.error());
    const auto& told = answer->evidence();
    return Evidence{.pin_set = told.pin_set(),
                    .pin_locked = told.pin_locked(),
                    .tries_left = told.tries_left(),
                    .pin_usable_at = TimestampUs(told.pin_usable_us()),
                    .reset_ready_at = TimestampUs(told.reset_ready_us()),
                    .devices = told.devices()};
  }

  Task<CustodianAnswer> ask(CustodianRequest request, bool may_repeat) {
    auto answer = co_await exchange(request, may_repeat);
    wipe_pins(request);
    co_return answer;
  }

  Task<CustodianAnswer> exchange(CustodianRequest& request, bool may_repeat) {
    const auto deadline = SteadyClock::now() + options_.patience;
    while (true) {
      const LinkPtr link = co_await linked(deadline);
      if (!link) co_return unavailable("cannot be reached");
      request.set_number(++number_);
      const auto call = std::make_shared<Call>(executor_);
      send(link, request, call);
      call->ended.expires_at(deadline);
      if (!call->answer && !call->cut) co_await call->ended.async_wait(kAwait);
      if (call->answer && call->answer->error_code().empty()) {
        co_return std::move(*call->answer);
      }
      if (call->answer) {
        co_return fail(call->answer->error_code(), call->answer->error_message());
      }
      link->calls.erase(request.number());
      if (!call->cut || !may_repeat || SteadyClock::now() >= deadline) {
        co_return unavailable("did not answer");
      }
    }
  }

  void send(const LinkPtr& link, const CustodianRequest& request,
            const std::shared_ptr<Call>& call) {
    link->calls.emplace(request.number(), call);
    Bytes bytes(request.ByteSizeLong());
    CHECK(request.SerializeToArray(bytes.data(), static_cast<int>(bytes.size())));
    net::append_frame(link->outgoing, bytes);
    wipe(bytes);
    if (!std::exchange(link->writing, true)) asio::co_spawn(executor_, write(link), asio::detached);
  }

  /// The connection there is, or a new one; nothing at the deadline. One caller dials for all.
  asio::awaitable<LinkPtr> linked(SteadyClock::time_point deadline) {
    while (SteadyClock::now() < deadline) {
      if (link_ && link_->open) co_return link_;
      if (!dialling_) {
        dialling_ = true;
        LinkPtr made = co_await dial(deadline);
        dialling_ = false;
        if (made) {
          link_ = made;
          asio::co_spawn(executor_, read(made), asio::detached);
          co_return made;
        }
      }
      asio::steady_timer pause(executor_, options_.redial_pause);
      co_await pause.async_wait(kAwait);
    }
    co_return nullptr;
  }

  asio::awaitable<LinkPtr> dial(SteadyClock::time_point deadline) {
    if (!address_.unix_path.empty()) {
      Unix::socket socket(executor_);
      auto [error] = co_await socket.async_connect(Unix::endpoint(address_.unix_path), kAwait);
      co_return error ? nullptr : std::make_shared<Link>(Connection(std::move(socket)));
    }
    Tcp::resolver resolver(executor_);
    auto [unknown, found] =
        co_await resolver.async_resolve(address_.host, std::to_string(address_.port), kAwait);
    if (unknown) co_return nullptr;
    const auto socket = std::make_shared<Tcp::socket>(executor_);
    asio::steady_timer late(executor_, deadline);
    late.async_wait([socket](ErrorCode cancelled) {
      ErrorCode ignored;
      if (!cancelled) socket->close(ignored);
    });
    auto [error, endpoint] = co_await asio::async_connect(*socket, found, kAwait);
    if (error || !socket->is_open()) co_return nullptr;
    const auto link = std::make_shared<Link>(Connection(std::move(*socket), identity_));
    late.expires_at(deadline);
    late.async_wait([link](ErrorCode cancelled) {
      if (!cancelled) link->end();
    });
    const auto refused = co_await link->connection.handshake(asio::ssl::stream_base::client);
    late.cancel();
    const auto key = refused ? std::nullopt : link->connection.peer();
    if (!link->open || key != server_key_) co_return nullptr;
    co_return link;
  }

  asio::any_io_executor executor_;
  CustodianAddress address_;
  PublicKey server_key_;
  net::TlsIdentity identity_;
  RemoteCustodianOptions options_;
  LinkPtr link_;
  bool dialling_ = false;
  std::uint64_t number_ = 0;
};

std::unique_ptr<Custodian> make_remote_custodian(asio::any_io_executor executor,
                                                 CustodianAddress address, PublicKey server_key,
                                                 net::TlsIdentity identity,
                                                 RemoteCustodianOptions options) {
  return std::make_unique<RemoteCustodian>(std::move(executor), std::move(address), server_key,
                                           std::move(identity), options);
}

}  // namespace pennypost::custodian
