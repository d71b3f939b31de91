#include "api/commands/delegate.h"

#include <algorithm>
#include <iostream>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "api/client/node_client.h"
#include "api/custodian/key_file.h"
#include "consensus/runtime/clock.h"
#include "ledger/codec/canonical.h"
#include "ledger/wire/ledger_wire.h"

namespace pennypost::commands {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;
using custodian::InstitutionSetup;

constexpr std::chrono::seconds kPatience{30};
constexpr std::chrono::seconds kStartPatience{60};
constexpr std::uint64_t kExpiryUs = kHourUs / 30;

/// Runs one coroutine on a context of its own.
template <class T>
Result<T> run(asio::io_context& io, asio::awaitable<Result<T>> task) {
  Result<T> out = fail("unavailable", "Interrupted.");
  asio::co_spawn(io, std::move(task), [&](std::exception_ptr error, Result<T> value) {
    if (error) std::rethrow_exception(error);
    out = std::move(value);
  });
  io.run();
  io.restart();
  return out;
}

/// The delegate of an institution, and what can be done with it.
class Tool {
 public:
  static Result<std::unique_ptr<Tool>> create(const InstitutionSetup& institution,
                                              const std::vector<std::string>& nodes,
                                              const Waypoint& waypoint) {
    auto out = std::make_unique<Tool>(institution);
    PP_TRY(out->nodes_, client::NodeClient::create(out->io_.get_executor(), nodes,
                                                   {institution.chain, waypoint}));
    return out;
  }
  explicit Tool(const InstitutionSetup& institution) : institution_(institution) {}

  DelegateId id() const {
    return codec::delegate_id(institution_.address, institution_.delegate_number);
  }

  /// As more nodes than can lie say it; nothing where it was never set.
  Result<std::optional<json::object>> read() { return run(io_, read_agreed()); }

  Result<Version> submit(SetDelegate operation) {
    wire::TransactionDraft draft{.chain_id = institution_.chain,
                                 .sender = institution_.address,
                                 .public_keys = {institution_.key.public_key()},
                                 .replay = {},
                                 .expiry = runtime::read_clock().unix_time + kExpiryUs,
                                 .operation = std::move(operation)};
    Nonce nonce;
    crypto::random_bytes(nonce.bytes);
    draft.replay = nonce;
    const Bytes bytes = wire::sign_transaction(draft, institution_.key);
    PP_TRY(const Bytes signed_part, wire::signed_bytes(bytes));
    return run(io_, submitted(bytes, codec::transaction_id(signed_part)));
  }

 private:
  asio::awaitable<Result<std::optional<json::object>>> read_agreed() {
    const std::string target = "/v1/delegates/" + id().hex();
    auto answer = co_await nodes_->read_agreed(target);
    if (answer) co_return std::optional(std::move(answer->body));
    const auto one = co_await nodes_->read(target, Version(0));
    if (one && one->status == 404) co_return std::optional<json::object>();
    co_return std::unexpected(answer.error());
  }

  asio::awaitable<Result<Version>> submitted(Bytes bytes, TransactionId id) {
    const auto final = co_await nodes_->submit(std::move(bytes), id, kPatience);
    if (!final) {
      co_return fail("unavailable",
                     "No node has shown within 30 s that it is final. Ask for the "
                     "status before you try again.");
    }
    if (!final->succeeded()) {
      const CodeText& why = code_text(final->receipt.code);
      co_return fail(std::string(why.word), std::string(why.sentence));
    }
    co_return final->version;
  }

  InstitutionSetup institution_;
  asio::io_context io_{1};
  std::unique_ptr<client::NodeClient> nodes_;
};

SetDelegate wanted(const InstitutionSetup& institution, const AuthenticationKey& key, bool active) {
  return {.number = institution.delegate_number,
          .authentication_key = key,
          .active = active,
          .limits = institution.delegate_limits};
}

AuthenticationKey key_of(const PublicKey& key) {
  return codec::authentication_key(1, {key});
}

/// Whether the record is active with this key. Other limits are for `set`, which always submits.
bool is_so(const json::object& record, const AuthenticationKey& key) {
  return record.at("authentication_key").as_string() == key.hex() && record.at("active").as_bool();
}

Result<AuthenticationKey> recorded_key(const json::object& record) {
  const auto* text = record.if_contains("authentication_key");
  const auto key = text != nullptr && text->is_string()
                       ? AuthenticationKey::from_hex(text->get_string())
                       : std::nullopt;
  if (!key) return fail("malformed", "The nodes' answer names no key.");
  return *key;
}

Result<PublicKey> named_key(const DelegateOptions& options) {
  if (!options.public_key.empty()) {
    const auto key = PublicKey::from_hex(options.public_key);
    if (!key) return fail("malformed", "--public-key has 64 hex digits.");
    return *key;
  }
  if (options.key_file.empty()) {
    return fail("wrong_usage", "Name the key with --public-key or --key-file.");
  }
  if (options.action == "rotate") {
    if (std::filesystem::exists(options.key_file)) {
      return fail("wrong_usage", options.key_file.string() +
                                     " exists already; rotate makes a new file, which then takes "
                                     "the old one's place on the gateway.");
    }
    PP_TRY(const auto seed, custodian::read_or_create_seed_file(options.key_file.string()));
    return crypto::KeyPair(seed).public_key();
  }
  PP_TRY(const auto seed, custodian::read_seed_file(options.key_file.string()));
  return crypto::KeyPair(seed).public_key();
}

void print(const DelegateOptions& options, const DelegateId& id,
           const std::optional<json::object>& record) {
  if (options.as_json) {
    std::cout << json::serialize(record ? json::value(*record)
                                        : json::value{{"id", id.hex()}, {"active", nullptr}})
              << "\n";
    return;
  }
  if (!record) {
    std::cout << "delegate " << id.hex() << ": never set\n";
    return;
  }
  std::cout << "delegate " << id.hex() << ": "
            << (record->at("active").as_bool() ? "active" : "suspended") << "\n";
  for (const auto& each : record->at("limits").as_array()) {
    const auto& limit = each.as_object();
    const auto text = [&](const char* name) { return std::string(limit.at(name).as_string()); };
    std::cout << "  " << text("currency") << ": " << text("newest_hour_sum") << " of "
              << text("hour_max") << " in its newest hour, " << text("newest_day_sum") << " of "
              << text("day_max") << " in its newest day\n";
  }
}

Result<void> carry_out(const DelegateOptions& options) {
  PP_TRY(const auto config, config::Config::load(options.config, custodian::custodian_keys()));
  PP_TRY(const auto institution, custodian::read_institution(config));
  PP_TRY(const auto waypoint, Waypoint::parse(config.text("nodes", "waypoint")));
  PP_TRY(const auto tool, Tool::create(institution, config.list("nodes", "rpc"), waypoint));
  if (options.action != "status") {
    std::optional<AuthenticationKey> key;
    if (options.action == "set" || options.action == "rotate") {
      PP_TRY(const auto named, named_key(options));
      key = key_of(named);
    } else {
      PP_TRY(const auto record, tool->read());
      if (!record) return fail("unknown_delegate", "There is no such delegate yet: set it first.");
      PP_TRY(key, recorded_key(*record));
    }
    PP_TRY(const Version version,
           tool->submit(wanted(institution, *key, options.action != "suspend")));
    if (!options.as_json) std::cout << "final in version " << version.value() << "\n";
  }
  PP_TRY(const auto record, tool->read());
  print(options, tool->id(), record);
  return {};
}

}  // namespace

Result<void> set_delegate(const InstitutionSetup& institution,
                          const std::vector<std::string>& nodes, const Waypoint& waypoint,
                          const PublicKey& key) {
  PP_TRY(const auto tool, Tool::create(institution, nodes, waypoint));
  PP_TRY(const auto record, tool->read());
  // Somebody suspended it: that is not undone by starting again.
  if (record && (is_so(*record, key_of(key)) || !record->at("active").as_bool())) return {};
  PP_TRY([[maybe_unused]] const Version version,
         tool->submit(wanted(institution, key_of(key), true)));
  return {};
}

int delegate_command(const DelegateOptions& options) {
  auto done = carry_out(options);
  // `set` is what a new network begins with: its nodes may be starting at this moment. Setting the
  // same twice is setting it once.
  const auto until = std::chrono::steady_clock::now() + kStartPatience;
  while (!done && done.error().code == "unavailable" && options.action == "set" &&
         std::chrono::steady_clock::now() < until) {
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    done = carry_out(options);
  }
  if (done) return 0;
  std::cerr << "pennypost gateway delegate " << options.action << ": " << done.error().message
            << "\n";
  return done.error().code == "wrong_usage" ? 2 : 1;
}

}  // namespace pennypost::commands
