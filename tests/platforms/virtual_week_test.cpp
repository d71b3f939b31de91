#include <gmock/gmock.h>

#include <deque>
#include <map>
#include <random>
#include <set>

#include "api/connectors/reading.h"
#include "api/platforms/deliveries.h"
#include "api/platforms/inbound.h"
#include "tests/gateway/support.h"
#include "tests/platform_sim/scene.h"

// A week of a simulated platform in virtual time, by its seed: every webhook comes up to fifty
// times, up to seven days late and out of order, the platform fails for hours, and the process
// behind it ends before or after it has kept what came. What decides whether a command pays twice
// is the key of its message: there must be one for each message, whatever happens to its webhooks.
namespace pennypost::platforms {
namespace {

using connectors::CallAnswer;
using connectors::Delivery;
using connectors::Message;
using connectors::Outgoing;
using connectors::Platform;
using platform_sim::kDayUs;
using platform_sim::kHourUs;
using platform_sim::kSecondUs;
using platform_sim::TimeUs;

constexpr int kSeeds = 12;  // for each platform
constexpr int kMessages = 30;

Platform platform_named(std::string_view name) {
  if (name == "whatsapp") return Platform::whatsapp;
  if (name == "messenger") return Platform::messenger;
  return name == "matrix" ? Platform::matrix : Platform::telegram;
}

class Week {
 public:
  Week(const std::string& name, std::uint64_t seed)
      : random_(seed),
        platform_(platform_named(name)),
        scene_(name, {.seed = seed, .copies_max = 50, .late_us_max = 7 * kDayUs}) {
    for (const char* person : {"ana", "bob", "leo"}) {
      people_.push_back(*scene_.sim->add_person({.name = person, .username = person}));
    }
    begin_process();
  }

  void live() {
    for (int i = 0; i < kMessages; ++i) {
      say("send " + std::to_string(i) + " to @bob");
      if (chance(10)) say("send " + std::to_string(i) + " to @bob");  // she means it twice
      if (chance(10)) scene_.sim->break_until(now_ + below(6 * kHourUs));
      now_ += below(4 * kHourUs);
      pump();
    }
    const TimeUs end = now_ + 30 * kDayUs;
    while ((scene_.sim->webhooks().waiting() > 0 || !answers_.empty()) && now_ < end) {
      now_ = std::max(now_ + kSecondUs, scene_.sim->webhooks().next_due().value_or(now_));
      pump();
    }
  }

  void check() {
    EXPECT_EQ(scene_.sim->webhooks().waiting(), 0U);
    EXPECT_EQ(scene_.sim->webhooks().given_up(), 0U);
    EXPECT_EQ(inbox_.size(), said_.size()) << "one key for each message";
    std::multiset<std::string> texts;
    for (const auto& [key, text] : inbox_) texts.insert(text);
    EXPECT_EQ(texts, said_);
    EXPECT_GT(copies_, 2 * said_.size());
    EXPECT_GT(ends_, 0);
    std::map<std::string, std::set<std::string>> answers;
    std::size_t shown = 0;
    for (const auto& person : people_) {
      for (const auto& message : scene_.sim->chat(person.id)) {
        if (!message.from.empty()) continue;
        ++shown;
        answers[message.text.substr(0, message.text.find(':'))].insert(message.text);
      }
    }
    for (const auto& [key, all] : answers) EXPECT_EQ(all.size(), 1U) << "answers agree";
    EXPECT_EQ(answers.size() + unreachable_, said_.size());
    // The homeserver knows a repeated send.
    if (platform_ == Platform::matrix) EXPECT_EQ(shown, said_.size());
    if (platform_ != Platform::whatsapp) return;  // others report nothing
    for (const auto& [outbox_id, message_id] : taken_) {
      EXPECT_EQ(deliveries_->state(outbox_id, message_id), Delivery::State::delivered);
    }
  }

 private:
  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
  bool chance(std::uint64_t percent) { return below(100) < percent; }

  /// A new process on the same disk.
  void begin_process() {
    deliveries_.reset();
    directory_.reset();
    records_ = std::make_unique<gateway::Records>(*memory_.store, memory_.disk,
                                                  gateway::test::sealing_key(1));
    directory_ = std::make_unique<Directory>(*records_, "demo");
    deliveries_ = std::make_unique<Deliveries>(*records_, scene_.platform,
                                               [this] { return TimestampUs(now_); });
  }

  void say(const std::string& text) {
    const auto& person = people_[below(people_.size())];
    ASSERT_TRUE(scene_.sim->say({.person = person.id, .text = text}, now_).has_value());
    said_.insert(text);
  }

  void pump() {
    if (!scene_.sim->broken(now_)) {
      for (const auto& [number, webhook] : scene_.sim->webhooks().take_due(now_)) {
        scene_.sim->webhooks().answered(number, take(webhook), now_);
      }
    }
    answer();
  }

  /// What the platform is answered: 0 where the process ended.
  int take(const platform_sim::Webhook& webhook) {
    ++copies_;
    const std::uint64_t ends_at = below(100);
    if (ends_at < 5) return end();
    for (auto& update : scene_.read(webhook)) {
      if (auto* message = std::get_if<Message>(&update)) keep(std::move(*message));
      if (auto* delivery = std::get_if<Delivery>(&update)) {
        gateway::test::run(memory_.io, deliveries_->move(std::move(*delivery)));
      }
    }
    return ends_at < 10 ? end() : 200;
  }
  int end() {
    ++ends_;
    begin_process();
    return 0;
  }

  void keep(Message message) {
    if (platform_ == Platform::matrix) {
      scene_.send(connectors::join_matrix_room(message.chat.id, platform_sim::kMatrix), "t", now_);
      message.chat.group = false;
    }
    const TimestampUs at = std::min(message.sent_at, TimestampUs(now_));
    const Known known = gateway::test::run(
        memory_.io, directory_->see(platform_, message.account, message.from, at));
    const std::string room = message.chat.id;
    const std::string text = message.text;
    const auto inbound = gateway::test::run(
        memory_.io,
        to_inbound(*directory_, platform_, std::move(message), known, TimestampUs(now_)));
    ASSERT_TRUE(inbound.has_value());
    const std::string key = records_->message_key(*inbound);
    if (!inbox_.emplace(key, text).second) {
      EXPECT_EQ(inbox_[key], text);
      return;
    }
    answers_.push_back({.outbox_id = "ans_" + key.substr(0, 16),
                        .account = known.account,
                        .to_id = known.person.id,
                        .chat = room,
                        .text = key + ": done, " + text});
  }

  /// What waits is tried once; who has sent may end before it knows so.
  void answer() {
    for (std::size_t left = answers_.size(); left > 0; --left) {
      Outgoing out = answers_.front();
      answers_.pop_front();
      CallAnswer answered;
      for (const auto& call : scene_.write(out)) answered = scene_.send(call, "t", now_);
      if (answered.kind == CallAnswer::Kind::sent) taken_[out.outbox_id] = answered.message_id;
      const bool forgot = answered.kind == CallAnswer::Kind::sent && chance(10);
      if (answered.kind == CallAnswer::Kind::again || forgot) answers_.push_back(std::move(out));
      if (answered.kind == CallAnswer::Kind::unreachable && !taken_.contains(out.outbox_id)) {
        ++unreachable_;  // the window is closed
      }
    }
  }

  std::mt19937_64 random_;
  Platform platform_;
  platform_sim::Scene scene_;
  gateway::test::Memory memory_;
  std::unique_ptr<gateway::Records> records_;
  std::unique_ptr<Directory> directory_;
  std::unique_ptr<Deliveries> deliveries_;
  std::vector<platform_sim::Person> people_;
  TimeUs now_ = platform_sim::kNow;
  std::multiset<std::string> said_;
  std::map<std::string, std::string> inbox_;  // durable: key → text
  std::deque<Outgoing> answers_;              // durable
  std::map<std::string, std::string> taken_;  // outbox id → the platform's
  std::size_t copies_ = 0;
  std::size_t unreachable_ = 0;
  int ends_ = 0;
};

class VirtualWeek : public testing::TestWithParam<const char*> {};

TEST_P(VirtualWeek, EveryMessageIsOneWhateverHappensToItsWebhooks) {
  for (int seed = 1; seed <= kSeeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Week week(GetParam(), static_cast<std::uint64_t>(seed));
    week.live();
    week.check();
    if (HasFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(All, VirtualWeek,
                         testing::Values("whatsapp", "messenger", "telegram", "matrix"),
                         [](const auto& each) { return std::string(each.param); });

}  // namespace
}  // namespace pennypost::platforms
