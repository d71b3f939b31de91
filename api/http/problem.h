#pragma once

#include <string>

#include "api/http/message.h"
#include "ledger/base/result.h"

// Problem documents (RFC 9457): application/problem+json with type ("about:blank"), title (the
// status phrase), status, detail, and two members of our own: `code`, stable, for programs, and
// `next`, what the caller can do, for people.

namespace pennypost::http {

struct Problem {
  std::string code;    ///< snake_case
  std::string detail;  ///< one sentence; never echo secrets or exceptions
  std::string next;    ///< one sentence, imperative
};

Response problem(int status, Problem what);
/// The same; neighbours by position for the common call.
Response problem(int status, std::string code, std::string detail, std::string next);
/// An Error's code and message.
Response problem(int status, const Error& error, std::string next);

}  // namespace pennypost::http
