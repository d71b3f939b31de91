#pragma once

#include <functional>

#include "api/commands/account/ledger_link.h"

namespace pennypost::proto {
class Transaction;
}

// Any operation of the ledger, in words. Inside api/commands/account only.
namespace pennypost::commands {

struct OperationContext {
  ChainId chain;
  TimestampUs now;
  std::function<Result<Decimals>(const CurrencyCode&)> decimals;
};

/// Nothing where there is an operation with this name. Errors: `wrong_usage`.
Result<void> check_operation(const std::string& name);

/// Fills in the operation with this name: its fields as its message in proto/ledger.proto has them,
/// each as name=value. Lists that have to ascend are put in order. Errors: `wrong_usage`, with what
/// was expected; those of `decimals`.
Result<void> set_operation(proto::Transaction& out, const std::string& name,
                           const std::vector<std::string>& words, const OperationContext& context);

/// The fields of an operation that is set and has not been given them all; empty where it has.
std::string missing_fields(const proto::Transaction& transaction);

/// Every operation with its fields, a line each.
std::string operations_text();

}  // namespace pennypost::commands
