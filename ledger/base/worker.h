#pragma once

#include <functional>

namespace pennypost {

/// Works beside the thread of whoever has it: one piece after the other, in the order in which they
/// were given. The outcome is the same as if its user did each piece where it posts it, so pure
/// code may be given one; it makes none. One user at a time.
class Worker {
 public:
  virtual ~Worker() = default;
  virtual void post(std::function<void()> piece) = 0;
  /// Waits until all of it is done; what it wrote may be read then.
  virtual void finish() = 0;
};

}  // namespace pennypost
