#include "api/store/committer.h"

#include <algorithm>
#include <iterator>

namespace pennypost::gateway_store {

Committer::Committer(Store& store, Tell tell)
    : store_(store), tell_(std::move(tell)), thread_([this] { run(); }) {}

Committer::~Committer() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  added_.notify_one();
  thread_.join();
}

void Committer::add(Job job) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    first = waiting_.empty();
    waiting_.push_back(std::move(job));
  }
  if (first) added_.notify_one();
}

void Committer::run() {
  while (true) {
    std::vector<Job> jobs;
    {
      std::unique_lock lock(mutex_);
      added_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      const auto end =
          waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), kGroupMax));
      jobs.assign(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
      waiting_.erase(waiting_.begin(), end);
    }
    settle(std::move(jobs));
  }
}

void Committer::settle(std::vector<Job> jobs) {
  std::vector<const Change*> changes;
  for (Job& job : jobs) {
    job.change.complete();
    changes.push_back(&job.change);
  }
  const auto done = store_.write_group(changes);
  std::vector<Job> told;
  std::vector<Job> waits;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    jobs[i].done = done[i];
    // Settled in order: what comes behind a change that waits for the sync waits with it.
    const bool must_wait = !waits.empty() || (done[i] && jobs[i].change.synced);
    (must_wait ? waits : told).push_back(std::move(jobs[i]));
  }
  if (!told.empty()) tell_(std::move(told));
  if (waits.empty()) return;
  store_.sync();
  tell_(std::move(waits));
}

}  // namespace pennypost::gateway_store
