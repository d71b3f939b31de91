#include "api/gateway/idempotency.h"

#include <fmt/format.h>

#include <algorithm>

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "api/custodian/sealing.h"
#include "api/http/json.h"
#include "api/http/problem.h"
#include "ledger/base/check.h"
#include "ledger/crypto/hash.h"

namespace pennypost::gateway {

namespace asio = boost::asio;
namespace json = boost::json;
using gateway_store::Change;

namespace {

constexpr const char* kTable = "idempotency";
constexpr const char* kTimes = "idempotency_times";
constexpr std::size_t kPruneRows = 1'000;

/// Members in the order of their names: two ways of writing the same JSON are the same request.
json::value sorted(const json::value& value) {
  if (const auto* object = value.if_object()) {
    std::vector<std::string> names;
    for (const auto& member : *object) names.emplace_back(member.key());
    std::ranges::sort(names);
    json::object out;
    for (const auto& name : names) out[name] = sorted(object->at(name));
    return out;
  }
  if (const auto* array = value.if_array()) {
    json::array out;
    for (const auto& item : *array) out.push_back(sorted(item));
    return out;
  }
  return value;
}

std::string content_of(const http::Request& request) {
  const auto body = http::parse_json(request.body);
  const std::string text = body ? json::serialize(sorted(*body)) : request.body;
  return crypto::hash("pennypost/idempotent_request/1",
                      view_of(request.method + "\n" + request.path + "\n" + text))
      .hex();
}

bool is_kept(int status) {
  return (status >= 200 && status < 300) || status == 422;
}

std::string time_key(TimestampUs at, const std::string& id) {
  return fmt::format("{:016x} {}", at.value(), id);
}

}  // namespace

custodian::SealingKey Idempotency::answer_key(const std::string& tenant,
                                              const std::string& key) const {
  return custodian::SealingKey(
      records_.keyed_hash("idempotency_answer", tenant + "\n" + key).bytes);
}

http::Response Idempotency::replay(const json::object& record, const std::string& id,
                                   const std::string& tenant, const std::string& key) const {
  const auto sealed = from_hex(record.at("answer").as_string());
  CHECK(sealed.has_value());
  const auto plain =
      custodian::open(answer_key(tenant, key), std::string(kTable) + " " + id, text_of(*sealed));
  CHECK(plain.has_value());
  const auto answer = json::parse(text_of(*plain)).as_object();
  http::Response out{.status = answer.at("status").to_number<int>(), .headers = {}, .body = {}};
  for (const auto& field : answer.at("headers").as_object()) {
    out.headers.add(std::string(field.key()), std::string(field.value().as_string()));
  }
  out.headers.set("Idempotency-Replayed", "true");
  out.body = std::string(answer.at("body").as_string());
  return out;
}

asio::awaitable<Idempotency::Attempt> Idempotency::begin(std::string tenant, std::string key,
                                                         const http::Request& request) {
  const std::string name = tenant + "\n" + key;
  Attempt out{.answer = {},
              .id = records_.keyed_hash("idempotency", name).hex(),
              .once = records_.keyed_hash("idempotent_once", name).hex()};
  const std::string content = content_of(request);
  Change change{.synced = false};  // what is done under the key is durable by itself
  records_.expect_unchanged(change, kTable, out.id);
  if (const auto known = records_.get_house(kTable, out.id)) {
    if (known->at("content").as_string() != content) {
      out.answer = http::problem(422, "idempotency_conflict",
                                 "Another request was made under this Idempotency-Key before.",
                                 "Send each new request with a fresh key.");
    } else if (known->contains("answer")) {
      out.answer = replay(*known, out.id, tenant, key);
    }
  }
  if (!out.answer && in_flight_.contains(out.id)) {
    out.answer =
        http::problem(409, "in_flight", "The first request under this Idempotency-Key still runs.",
                      "Send the same request again in a moment.");
    out.answer->headers.set("Retry-After", "1");
  }
  if (out.answer) co_return out;
  in_flight_.insert(out.id);
  records_.put_house(change, kTable, out.id, {{"content", content}, {"at", now_().value()}});
  change.put(kTimes, time_key(now_(), out.id), "");
  if (co_await records_.commit(std::move(change))) co_return out;
  // Another gateway got a request under this key at the same moment.
  in_flight_.erase(out.id);
  co_return co_await begin(std::move(tenant), std::move(key), request);
}

asio::awaitable<void> Idempotency::finish(std::string id, std::string tenant, std::string key,
                                          const http::Response& response) {
  Change change{.synced = false};
  if (is_kept(response.status)) {
    json::object headers;
    for (const auto& [field, value] : response.headers) headers[field] = value;
    const json::object answer{
        {"status", response.status}, {"headers", std::move(headers)}, {"body", response.body}};
    auto record = records_.get_house(kTable, id).value_or(json::object());
    record["answer"] =
        to_hex(view_of(custodian::seal(answer_key(tenant, key), std::string(kTable) + " " + id,
                                       view_of(json::serialize(answer)))));
    records_.put_house(change, kTable, id, record);
  } else if (response.status < 500) {
    change.erase(kTable, id);
  }
  if (!change.writes.empty()) (void)co_await records_.commit(std::move(change));
  in_flight_.erase(id);
}

asio::awaitable<bool> Idempotency::prune() {
  const std::uint64_t now = now_().value();
  if (now < kIdempotencyKeptUs) co_return true;
  const std::string until = time_key(TimestampUs(now - kIdempotencyKeptUs), "");
  Change change{.synced = false};
  const auto rows = records_.store().scan({.table = kTimes, .limit = kPruneRows});
  const bool more = rows.size() == kPruneRows && rows.back().key < until;
  for (const auto& row : rows) {
    if (row.key >= until) break;
    const std::string id = row.key.substr(row.key.find(' ') + 1);
    // A key that was freed and used again later has a younger row of its own.
    const auto record = records_.get_house(kTable, id);
    if (record && record->at("at").to_number<std::uint64_t>() < now - kIdempotencyKeptUs) {
      change.erase(kTable, id);
    }
    change.erase(kTimes, row.key);
  }
  if (!change.writes.empty()) (void)co_await records_.commit(std::move(change));
  co_return !more;
}

}  // namespace pennypost::gateway
