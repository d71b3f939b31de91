#include "tests/simulator/chats.h"

#include <charconv>

#include "api/language/interpret.h"
#include "ledger/base/check.h"
#include "tests/platform_sim/scene.h"
#include "tests/simulator/chat_gateway.h"

namespace pennypost::simulator {
namespace {

using connectors::CallAnswer;

constexpr std::array<const char*, 4> kPlatforms{"whatsapp", "messenger", "telegram", "matrix"};
constexpr std::array<const char*, 3> kPeople{"ana", "bob", "leo"};  // on each of them
static_assert(kPlatforms.size() * kPeople.size() <= kAccounts);
constexpr ChatCountName kNames[] = {
    {"said", &ChatCounts::said},       {"webhooks", &ChatCounts::webhooks},
    {"outages", &ChatCounts::outages}, {"gateway_ends", &ChatCounts::ends},
    {"paid", &ChatCounts::paid},       {"asked", &ChatCounts::asked},
    {"expired", &ChatCounts::expired},
};
constexpr std::uint64_t kUnitsPerCent = 10'000;
constexpr std::uint64_t kCopiesMax = 50;
constexpr std::uint64_t kOutageShare = 8;               // of the span, at most
constexpr std::uint64_t kPumpAgainUs = 60 * kSecondUs;  // what a broken platform waits

}  // namespace

ChatCounts& ChatCounts::operator+=(const ChatCounts& more) {
  for (const ChatCountName& each : kNames) this->*each.count += more.*each.count;
  return *this;
}

std::span<const ChatCountName> chat_count_names() {
  return kNames;
}

class Chats::Impl {
 public:
  Impl(Cluster& cluster, std::uint64_t seed, std::uint64_t span_us, ChatWeakness weakness)
      : cluster_(cluster),
        span_us_(span_us),
        random_(seed ^ 0x6368617473ULL),
        gateway_(cluster, random_, weakness, counts_,
                 {.pay = [this](const ChatRow& row, const Nonce& nonce,
                                TimestampUs expiry) { return pay(row, nonce, expiry); },
                  .say = [this](const ChatRow& row,
                                const connectors::Outgoing& out) { return say(row, out); },
                  .answer = [this](std::size_t platform, std::uint64_t number,
                                   int status) { answered(platform, number, status); }}) {
    for (const char* name : kPlatforms) {
      const platform_sim::Faults faults{
          .seed = random_.next(),
          .copies_max = static_cast<std::uint32_t>(random_.between(1, kCopiesMax)),
          .late_us_max = random_.below(span_us_)};
      auto& line = lines_.emplace_back(std::make_unique<Line>(name, faults));
      for (const char* person : kPeople) {
        line->people.push_back(*line->scene.sim->add_person({.name = person, .username = person}));
      }
    }
  }

  void begin(std::uint64_t commands, std::uint64_t within_us) {
    for (std::uint64_t i = 0; i < commands; ++i) {
      const std::uint64_t at_us = random_.below(i % 2 == 0 ? within_us : span_us_ / 2);
      cluster_.at(cluster_.now_us() + at_us, [this, i] {
        --to_come_;
        command(i);
      });
      ++to_come_;
      if (random_.below(8) == 0) {
        cluster_.at(cluster_.now_us() + random_.below(span_us_ / 2), [this] { fail(); });
      }
      if (random_.below(4) != 0) continue;
      cluster_.at(cluster_.now_us() + random_.below(within_us), [this] { gateway_.end(); });
    }
  }

  bool over() const {
    if (to_come_ > 0 || gateway_.busy()) return false;
    return std::ranges::all_of(
        lines_, [](const auto& line) { return line->scene.sim->webhooks().waiting() == 0; });
  }

  void check() {
    for (const auto& line : lines_) {
      if (line->scene.sim->webhooks().given_up() > 0) violation("a webhook was never taken");
    }
    std::map<std::string, const ChatRow*> found;
    for (const auto& [key, row] : gateway_.disk()) {
      if (!said_.contains(row.message.text)) violation("nobody said: " + row.message.text);
      if (!found.emplace(row.message.text, &row).second) violation("read twice: " + text(row));
      check_row(key, row);
    }
    for (const auto& [words, command] : said_) {
      if (!found.contains(words)) violation("never read: " + words);
      const auto kept = std::ranges::count_if(
          command.payments, [&](const auto& id) { return cluster_.checker().is_kept(id); });
      if (kept > 1) violation("paid " + std::to_string(kept) + " times: " + words);
      const bool claims = found.contains(words) && found[words]->state == ChatRow::State::paid;
      if (claims != (kept == 1)) violation("what was said and what was paid differ: " + words);
    }
  }
  const ChatCounts& counts() const { return counts_; }

 private:
  struct Line {
    Line(const char* name, platform_sim::Faults faults) : scene(name, faults) {}
    platform_sim::Scene scene;
    std::vector<platform_sim::Person> people{};
    std::uint64_t pump_at_us = UINT64_MAX;
  };
  struct Command {
    std::uint64_t payer = 0;  // accounts
    std::uint64_t payee = 0;
    Amount amount;
    std::vector<TransactionId> payments{};  // ever made for it
  };

  platform_sim::TimeUs now() const { return cluster_.unix_time().value(); }
  void violation(const std::string& what) { cluster_.checker().violation("chats: " + what); }
  static std::string text(const ChatRow& row) { return row.message.text; }

  void command(std::uint64_t number) {
    const std::uint64_t at = random_.below(lines_.size());
    Line& line = *lines_[at];
    const std::uint64_t payer = random_.below(kPeople.size());
    const std::uint64_t payee = (payer + random_.between(1, kPeople.size() - 1)) % kPeople.size();
    const std::uint64_t cents = random_.between(1, 9);
    const std::string words = "send 0.0" + std::to_string(cents) + " to @" + kPeople.at(payee) +
                              " for ticket " + std::to_string(number);
    CHECK(line.scene.sim->say({.person = line.people[payer].id, .text = words}, now()).has_value());
    said_[words] = {.payer = at * kPeople.size() + payer,
                    .payee = at * kPeople.size() + payee,
                    .amount = Amount(cents * kUnitsPerCent)};
    ++counts_.said;
    look(at);
  }

  void fail() {
    const std::uint64_t at = random_.below(lines_.size());
    lines_[at]->scene.sim->break_until(now() + random_.below(span_us_ / kOutageShare));
    ++counts_.outages;
  }

  /// When the platform has something to bring.
  void look(std::size_t at) {
    Line& line = *lines_[at];
    const auto due = line.scene.sim->webhooks().next_due();
    if (!due) return;
    std::uint64_t at_us = std::max(*due, now()) - kGenesisTime.value();
    if (line.scene.sim->broken(now())) at_us = cluster_.now_us() + kPumpAgainUs;
    if (at_us >= line.pump_at_us) return;
    line.pump_at_us = at_us;
    cluster_.at(at_us, [this, at, at_us] {
      if (lines_[at]->pump_at_us != at_us) return;  // an earlier one has done it
      lines_[at]->pump_at_us = UINT64_MAX;
      pump(at);
    });
  }
  void pump(std::size_t at) {
    Line& line = *lines_[at];
    if (!line.scene.sim->broken(now())) {
      for (const auto& [number, webhook] : line.scene.sim->webhooks().take_due(now())) {
        gateway_.bring(at, number, line.scene.read(webhook));
      }
    }
    look(at);
  }
  void answered(std::size_t at, std::uint64_t number, int status) {
    lines_[at]->scene.sim->webhooks().answered(number, status, now());
    look(at);
  }

  std::optional<Transaction> pay(const ChatRow& row, const Nonce& nonce, TimestampUs expiry) {
    const auto said = said_.find(row.message.text);
    if (said == said_.end()) return std::nullopt;  // the check names it
    const auto read = language::interpret({.text = row.message.text,
                                           .locale = "en-US",
                                           .currency = "USD",
                                           .mentions = {},
                                           .pending = {}});
    Command& command = said->second;
    if (read.intent != language::Intent::send || read.transfers.size() != 1) {
      violation("not understood: " + text(row));
      return std::nullopt;
    }
    const auto& transfer = read.transfers[0];
    const auto payee = std::ranges::find(kPeople, transfer.to.substr(1));
    const std::uint64_t first = row.platform * kPeople.size();
    std::uint64_t cents = 0;
    const std::size_t point = transfer.amount.find('.');
    const std::string digits = transfer.amount.substr(0, point) + transfer.amount.substr(point + 1);
    std::from_chars(digits.data(), digits.data() + digits.size(), cents);
    Transaction payment = cluster_.world().payment(
        payer_of(row), first + static_cast<std::uint64_t>(payee - kPeople.begin()),
        Amount(cents * kUnitsPerCent), nonce, expiry);
    const auto expected =
        cluster_.world().payment(command.payer, command.payee, command.amount, nonce, expiry);
    if (payment.id != expected.id) violation("another payment than was meant: " + text(row));
    command.payments.push_back(payment.id);
    return payment;
  }
  std::uint64_t payer_of(const ChatRow& row) const {
    const auto& people = lines_[row.platform]->people;
    const auto who = std::ranges::find(people, row.message.from.id, &platform_sim::Person::id);
    return row.platform * kPeople.size() + static_cast<std::uint64_t>(who - people.begin());
  }

  CallAnswer say(const ChatRow& row, const connectors::Outgoing& out) {
    Line& line = *lines_[row.platform];
    if (line.scene.platform == "matrix") {
      line.scene.send(connectors::join_matrix_room(row.message.chat.id, platform_sim::kMatrix), "t",
                      now());
    }
    CallAnswer answer;
    for (const auto& call : line.scene.write(out)) answer = line.scene.send(call, "t", now());
    if (answer.kind == CallAnswer::Kind::unreachable) unreachable_.insert(row.message.text);
    look(row.platform);  // platforms report what became of it
    return answer;
  }

  void check_row(const std::string& key, const ChatRow& row) {
    using State = ChatRow::State;
    counts_.paid += row.state == State::paid ? 1 : 0;
    counts_.asked += row.state == State::asked ? 1 : 0;
    counts_.expired += row.state == State::expired ? 1 : 0;
    const Line& line = *lines_[row.platform];
    std::set<std::string> answers;
    for (const auto& person : line.people) {
      for (const auto& shown : line.scene.sim->chat(person.id)) {
        if (shown.from.empty() && shown.text.starts_with(key + ":")) answers.insert(shown.text);
      }
    }
    if (answers.size() > 1) violation("answers that differ: " + text(row));
    if (answers.empty() && !unreachable_.contains(row.message.text)) {
      violation("never answered: " + text(row));
    }
  }

  Cluster& cluster_;
  std::uint64_t span_us_;
  Random random_;
  ChatCounts counts_;
  std::vector<std::unique_ptr<Line>> lines_;
  ChatGateway gateway_;
  std::map<std::string, Command> said_;  // by its words: no two are alike
  std::set<std::string> unreachable_;
  std::uint64_t to_come_ = 0;
};

Chats::Chats(Cluster& cluster, std::uint64_t seed, std::uint64_t span_us, ChatWeakness weakness)
    : impl_(std::make_unique<Impl>(cluster, seed, span_us, weakness)) {}
Chats::~Chats() = default;

void Chats::begin(std::uint64_t commands, std::uint64_t within_us) {
  impl_->begin(commands, within_us);
}
bool Chats::over() const {
  return impl_->over();
}
void Chats::check() {
  impl_->check();
}
const ChatCounts& Chats::counts() const {
  return impl_->counts();
}

}  // namespace pennypost::simulator
