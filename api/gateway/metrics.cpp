#include "api/gateway/metrics.h"

#include <fmt/format.h>

namespace pennypost::gateway {
namespace {

void count(std::map<std::string, std::uint64_t, std::less<>>& counters, std::string_view name) {
  const auto found = counters.find(name);
  if (found != counters.end()) {
    ++found->second;
  } else {
    counters.emplace(name, 1);
  }
}

}  // namespace

void Metrics::count_operation(std::string_view state) {
  count(operations_, state);
}
void Metrics::count_reply(std::string_view code) {
  count(replies_, code);
}
void Metrics::count_http(int status) {
  ++http_[status];
}

void Metrics::count_limited(std::string_view kind) {
  count(limited_, kind);
}

void Metrics::count_webhook(std::string_view outcome) {
  count(webhooks_, outcome);
}

void Metrics::observe_final(std::uint64_t us) {
  ++final_count_;
  final_us_ += us;
  for (std::size_t i = 0; i < kBucketsMs.size(); ++i) {
    if (us <= kBucketsMs[i] * 1000) ++buckets_[i];
  }
}

std::string Metrics::text() const {
  std::string out = "# TYPE pennypost_gateway_operations_total counter\n";
  for (const auto& [state, value] : operations_) {
    out += fmt::format("pennypost_gateway_operations_total{{state=\"{}\"}} {}\n", state, value);
  }
  out += "# TYPE pennypost_gateway_replies_total counter\n";
  for (const auto& [code, value] : replies_) {
    out += fmt::format("pennypost_gateway_replies_total{{code=\"{}\"}} {}\n", code, value);
  }
  out += "# TYPE pennypost_gateway_http_requests_total counter\n";
  for (const auto& [status, value] : http_) {
    out +=
        fmt::format("pennypost_gateway_http_requests_total{{status=\"{}\"}} {}\n", status, value);
  }
  out += "# TYPE pennypost_gateway_rate_limited_total counter\n";
  for (const auto& [kind, value] : limited_) {
    out += fmt::format("pennypost_gateway_rate_limited_total{{of=\"{}\"}} {}\n", kind, value);
  }
  out += "# TYPE pennypost_gateway_webhook_attempts_total counter\n";
  for (const auto& [outcome, value] : webhooks_) {
    out += fmt::format("pennypost_gateway_webhook_attempts_total{{outcome=\"{}\"}} {}\n", outcome,
                       value);
  }
  out += "# TYPE pennypost_gateway_final_seconds histogram\n";
  for (std::size_t i = 0; i < kBucketsMs.size(); ++i) {
    out += fmt::format("pennypost_gateway_final_seconds_bucket{{le=\"{}.{:03}\"}} {}\n",
                       kBucketsMs[i] / 1000, kBucketsMs[i] % 1000, buckets_[i]);
  }
  out += fmt::format("pennypost_gateway_final_seconds_bucket{{le=\"+Inf\"}} {}\n", final_count_);
  out += fmt::format("pennypost_gateway_final_seconds_sum {}.{:06}\n", final_us_ / 1'000'000,
                     final_us_ % 1'000'000);
  out += fmt::format("pennypost_gateway_final_seconds_count {}\n", final_count_);
  return out;
}

}  // namespace pennypost::gateway
