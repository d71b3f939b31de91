#pragma once

// CHECK(condition) stays on in every build: a violated invariant is a bug, and a process that goes
// on after one may move money wrongly. It never judges input; input gets a Result.

namespace pennypost {

[[noreturn]] void check_failed(const char* expression, const char* file, int line);

}  // namespace pennypost

#define CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::pennypost::check_failed(#condition, __FILE__, __LINE__))
