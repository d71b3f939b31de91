#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "api/store/store.h"

namespace pennypost::gateway_store {

/// One thread that writes for many: whatever waits goes to the disk together, with one sync, in the
/// order of coming. While the disk works the next group gathers, so the load sets the size of a
/// group, and one change alone is not held up. What needs no sync is told as soon as it is written.
/// add() from any thread; ends with everything that was added written.
class Committer {
 public:
  struct Job {
    Change change;
    bool done = false;  ///< what commit returned
    /// Whatever the caller needs to go on.
    std::shared_ptr<void> caller{};
  };
  /// Called on the committer's thread with jobs that are settled, in the order of their commits.
  using Tell = std::function<void(std::vector<Job>)>;

  /// `store` outlives it.
  Committer(Store& store, Tell tell);
  ~Committer();
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;

  void add(Job job);

 private:
  void run();
  void settle(std::vector<Job> jobs);

  Store& store_;
  Tell tell_;
  std::mutex mutex_;
  std::condition_variable added_;
  std::vector<Job> waiting_;  // guarded by mutex_
  bool ending_ = false;       // guarded by mutex_
  std::thread thread_;
};

}  // namespace pennypost::gateway_store
