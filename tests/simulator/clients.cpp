// Clients: they give their transactions to one validator after the other.
#include "tests/simulator/cluster_node.h"

namespace pennypost::simulator {
namespace {

constexpr std::uint64_t kPackUs = 5'000;  // until what was given back is in a batch again
constexpr std::uint64_t kRetryUs = 4 * kSecondUs;

}  // namespace

void Cluster::change_validators(const std::vector<Member>& members) {
  ++faults_.epoch_changes;
  ValidatorSet next;
  for (const Member& member : members) {
    next.validators.push_back(world_.validator_of(member.machine, member.generation, member.power));
  }
  for (std::size_t node = 0; node < validators(); ++node) {
    if (!nodes_[node]->up || !nodes_[node]->index) continue;
    submit(nodes_[node]->machine,
           {world_.change_validators(std::move(next), random_, unix_time() + 120 * kSecondUs)});
    return;
  }
}

void Cluster::submit(consensus::ValidatorIndex node, std::size_t count, std::uint64_t lifetime_us) {
  std::vector<Transaction> transactions;
  for (std::size_t i = 0; i < count; ++i) {
    transactions.push_back(world_.transfer(random_, unix_time() + lifetime_us));
  }
  submit(node, std::move(transactions));
}

void Cluster::submit(consensus::ValidatorIndex node, std::vector<Transaction> transactions) {
  for (const Transaction& each : transactions) {
    checker_.on_submitted(each.id, each.expiry);
    submitted_us_.emplace(each.id, now_us_);
  }
  std::erase_if(transactions, [&](const Transaction& each) { return is_over(each); });
  if (!transactions.empty()) retry(node, std::move(transactions));
}

void Cluster::watch(const Transaction& transaction) {
  submitted_us_.emplace(transaction.id, now_us_);
}

/// Nothing more can become of it.
bool Cluster::is_over(const Transaction& transaction) const {
  return checker_.is_kept(transaction.id) || transaction.expiry <= unix_time();
}

/// A client gives its transactions to the next node when nothing is final after a while.
void Cluster::retry(consensus::ValidatorIndex node, std::vector<Transaction> transactions) {
  give(node, transactions);
  const auto next = static_cast<consensus::ValidatorIndex>((node + 1U) % validators());
  const auto list = std::make_shared<std::vector<Transaction>>(std::move(transactions));
  at(now_us_ + kRetryUs, [this, next, list] {
    std::erase_if(*list, [&](const Transaction& transaction) { return is_over(transaction); });
    faults_.resubmitted += list->size();
    if (!list->empty()) retry(next, std::move(*list));
  });
}

void Cluster::give(consensus::ValidatorIndex index, std::vector<Transaction> transactions) {
  Node& node = *nodes_[index];
  if (!node.up || !node.index) return;
  std::erase_if(transactions,
                [&](const Transaction& t) { return !node.known.insert(t.id).second; });
  if (transactions.empty()) return;
  const std::uint64_t number = (node.id << 48) + (node.life << 32) + node.sequence++;
  input(node, consensus::LocalBatch{
                  World::batch(*node.index, number, unix_time() + conditions.batch_lifetime_us,
                               std::move(transactions), node.epoch.epoch, options_.bytes_each)});
}

void Cluster::rebatch(Node& node, const consensus::Batch& batch) {
  std::vector<Transaction> transactions;
  for (const Transaction& transaction : *batch.transactions) {
    if (!is_over(transaction)) transactions.push_back(transaction);
  }
  if (transactions.empty()) return;
  at(now_us_ + kPackUs, [this, id = node.id, transactions] {
    for (const Transaction& transaction : transactions) nodes_[id]->known.erase(transaction.id);
    if (id < validators()) give(nodes_[id]->machine, transactions);
  });
}

void Cluster::tick(consensus::ValidatorIndex node) {
  input(*nodes_[node], consensus::TickRequested{});
  // C7: its host passes it on.
  at(now_us_ + conditions.delay_us, [this, node] {
    for (std::size_t other = 0; other < validators(); ++other) {
      if (other != node) input(*nodes_[other], consensus::TickRequested{});
    }
  });
}

}  // namespace pennypost::simulator
