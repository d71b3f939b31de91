#pragma once

#include <gtest/gtest.h>

#include <string>

#include "ledger/base/result.h"

namespace pennypost::connectors {

/// The code of a failure; empty where there is none.
template <class T>
std::string error_of(const Result<T>& result) {
  return result ? std::string() : result.error().code;
}

}  // namespace pennypost::connectors
