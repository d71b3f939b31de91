#include "tests/simulator/chat_gateway.h"

#include <array>

#include "api/gateway/operation.h"
#include "api/gateway/payments.h"
#include "ledger/crypto/hash.h"

namespace pennypost::simulator {
namespace {

using connectors::CallAnswer;

constexpr std::uint64_t kSyncUs = 3'000;
constexpr std::uint64_t kEndChance = 30'000;  // in a million, at each write, before and behind it
constexpr std::uint64_t kLifetimeUs = 120 * kSecondUs;  // of a payment
constexpr std::uint64_t kLookUs = 2 * kSecondUs;        // whether it is final
constexpr std::uint64_t kSayAgainUs = 30 * kSecondUs;
constexpr std::uint64_t kBrieflyUs = 10 * kSecondUs;
constexpr std::uint64_t kLongUs = 1'800 * kSecondUs;
constexpr std::uint64_t kLongChance = 200'000;

/// A room's messages and a person's are told apart, and so are platforms.
std::string key_of(std::size_t platform, const connectors::Message& message) {
  const std::string text = std::to_string(platform) + "\n" + message.chat.id + "\n" +
                           message.from.id + "\n" + message.id;
  return crypto::hash("pennypost/simulator-message/1", view_of(text)).hex();
}

}  // namespace

std::string_view to_string(ChatRow::State state) {
  constexpr std::array<std::string_view, 5> kNames{"kept", "submitted", "paid", "asked", "expired"};
  return kNames.at(static_cast<std::size_t>(state));
}

ChatGateway::ChatGateway(Cluster& cluster, Random& random, ChatWeakness weakness,
                         ChatCounts& counts, Surroundings surroundings)
    : cluster_(cluster),
      random_(random),
      weakness_(weakness),
      counts_(counts),
      around_(std::move(surroundings)) {}

consensus::ValidatorIndex ChatGateway::any_node() {
  return static_cast<consensus::ValidatorIndex>(random_.below(cluster_.validators()));
}

/// Unless the process has ended by then.
void ChatGateway::after(std::uint64_t us, std::function<void()> what) {
  cluster_.at(cluster_.now_us() + us, [this, life = life_, what = std::move(what)] {
    if (life == life_) what();
  });
}

bool ChatGateway::busy() const {
  if (!up_ || !writing_.empty() || !unanswered_.empty()) return true;
  for (const auto& [key, row] : disk_) {
    if (!row.told) return true;
  }
  return false;
}

bool ChatGateway::ends_here() {
  if (!random_.chance(kEndChance)) return false;
  end();
  return true;
}

void ChatGateway::end() {
  if (!up_) return;
  ++counts_.ends;
  ++life_;
  up_ = false;
  // A write whose sync never returned is there, or is not; never one behind another that is not.
  for (auto& [number, write] : writing_) {
    if (random_.below(2) == 0) break;
    disk_[write.key] = std::move(write.row);
  }
  writing_.clear();
  waiting_.clear();
  for (const auto& [webhook, keys] : std::exchange(unanswered_, {})) {
    around_.answer(webhook.first, webhook.second, 0);
  }
  const std::uint64_t away_us =
      random_.chance(kLongChance) ? random_.below(kLongUs) : random_.between(10'000, kBrieflyUs);
  after(away_us, [this] {
    up_ = true;
    for (const auto& [key, row] : disk_) {
      if (!row.told) after(1, [this, key] { go_on(key); });
    }
  });
}

void ChatGateway::write(const std::string& key, ChatRow row, std::function<void()> then) {
  if (ends_here()) return;
  const std::uint64_t number = ++writes_;
  writing_[number] = {key, std::move(row)};
  after(kSyncUs, [this, number, then = std::move(then)] {
    Write done = std::move(writing_.extract(number).mapped());
    disk_[done.key] = std::move(done.row);
    if (ends_here()) return;
    durable(done.key);
    then();
  });
}

/// Whoever waits for this one alone is answered now.
void ChatGateway::durable(const std::string& key) {
  for (const Webhook& webhook : std::exchange(waiting_[key], {})) {
    auto& left = unanswered_[webhook];
    left.erase(key);
    if (!left.empty()) continue;
    unanswered_.erase(webhook);
    around_.answer(webhook.first, webhook.second, 200);
  }
  waiting_.erase(key);
}

void ChatGateway::bring(std::size_t platform, std::uint64_t number,
                        const std::vector<connectors::Update>& updates) {
  ++counts_.webhooks;
  const Webhook webhook{platform, number};
  if (!up_) {
    around_.answer(platform, number, 0);
    return;
  }
  const std::uint64_t life = life_;
  std::vector<connectors::Message> messages;
  std::set<std::string> open;
  for (const auto& update : updates) {
    const auto* message = std::get_if<connectors::Message>(&update);
    if (message == nullptr) continue;
    messages.push_back(*message);
    const std::string key = key_of(platform, *message);
    if (!disk_.contains(key) || weakness_ == ChatWeakness::forgets_inbox) open.insert(key);
  }
  if (open.empty() || weakness_ == ChatWeakness::answers_before_durable) {
    around_.answer(platform, number, 200);
  } else {
    unanswered_[webhook] = open;
  }
  for (std::size_t i = 0; i < messages.size() && life == life_; ++i) {
    const std::string key = key_of(platform, messages[i]);
    if (open.contains(key)) keep(platform, messages[i], webhook, i);
  }
}

/// The first that brings a message writes it; others wait for the same write.
void ChatGateway::keep(std::size_t platform, const connectors::Message& message,
                       const Webhook& webhook, std::size_t place) {
  std::string key = key_of(platform, message);
  if (weakness_ == ChatWeakness::forgets_inbox) {
    const std::string once = key + "/" + std::to_string(webhook.second) + std::to_string(place);
    unanswered_[webhook].erase(key);
    unanswered_[webhook].insert(once);
    key = once;
  }
  const bool first = !waiting_.contains(key);
  waiting_[key];
  if (unanswered_.contains(webhook)) waiting_[key].insert(webhook);
  if (!first) return;
  write(key, {.platform = platform, .message = message, .kept_at = cluster_.unix_time()},
        [this, key] { go_on(key); });
}

void ChatGateway::go_on(const std::string& key) {
  const ChatRow& row = disk_.at(key);
  if (row.told) return;
  if (row.state == ChatRow::State::kept) {
    decide(key);
  } else if (row.state == ChatRow::State::submitted) {
    submit(key);
  } else {
    tell(key);
  }
}

void ChatGateway::decide(const std::string& key) {
  ChatRow row = disk_.at(key);
  const TimestampUs now = cluster_.unix_time();
  if (row.message.sent_at + gateway::kStaleUs <= now) {
    row.state = ChatRow::State::asked;
  } else {
    row.transaction = around_.pay(row, gateway::nonce_of(key, 0, 0), now + kLifetimeUs);
    row.state = row.transaction ? ChatRow::State::submitted : ChatRow::State::asked;
  }
  if (weakness_ == ChatWeakness::submits_before_stored && row.transaction) {
    cluster_.give(any_node(), {*row.transaction});
  }
  write(key, std::move(row), [this, key] { go_on(key); });
}

/// Until a receipt, or a certified time beyond the expiry, ends it: always the bytes on the disk.
void ChatGateway::submit(const std::string& key, bool again) {
  ChatRow row = disk_.at(key);
  const Transaction& payment = *row.transaction;
  const auto node = any_node();
  const bool asks = cluster_.is_up(node) && cluster_.is_honest(node);
  if (cluster_.checker().is_kept(payment.id)) {
    row.state = ChatRow::State::paid;
  } else if ((asks && cluster_.status(node).final_info.timestamp > payment.expiry) ||
             (weakness_ == ChatWeakness::believes_timeouts && again)) {
    row.state = ChatRow::State::expired;
  } else {
    if (cluster_.unix_time() <= payment.expiry) {
      cluster_.give(node, {payment});
    } else {
      cluster_.tick(node);  // nothing else may come whose time is certified
    }
    after(kLookUs, [this, key] { submit(key, true); });
    return;
  }
  write(key, std::move(row), [this, key] { go_on(key); });
}

void ChatGateway::tell(const std::string& key) {
  ChatRow row = disk_.at(key);
  const CallAnswer answer = around_.say(
      row, {.outbox_id = "ans_" + key.substr(0, 16),
            .account = row.message.account,
            .to_id = row.message.from.id,
            .chat = row.message.chat.id,
            .text = key + ": " + std::string(to_string(row.state)) + ", " + row.message.text});
  if (answer.kind == CallAnswer::Kind::again) {
    after(kSayAgainUs, [this, key] { tell(key); });
    return;
  }
  row.told = true;
  write(key, std::move(row), [] {});
}

}  // namespace pennypost::simulator
