#include "ledger/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace pennypost {

void check_failed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "pennypost: bug: CHECK(%s) failed at %s:%d\n", expression, file, line);
  std::abort();
}

}  // namespace pennypost
