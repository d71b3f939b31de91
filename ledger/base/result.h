#pragma once

#include <expected>
#include <string>
#include <utility>

namespace pennypost {

/// An expected failure: bad input, a bad peer, a user's mistake. `code` is a stable snake_case word
/// that programs may compare; `message` is one plain sentence for people, which says what to do
/// next where it can.
struct Error {
  std::string code;
  std::string message;

  bool operator==(const Error&) const = default;
};

/// A value or an Error. Warns where it is ignored.
template <class T>
using Result = std::expected<T, Error>;

/// `return fail("malformed", "…");` out of any function that returns a Result.
[[nodiscard]] inline std::unexpected<Error> fail(std::string code, std::string message) {
  return std::unexpected(Error{std::move(code), std::move(message)});
}

}  // namespace pennypost

// PP_TRY(value, expression): returns the error out of the enclosing function, or declares `value`.
#define PP_TRY_JOIN_(a, b) a##b
#define PP_TRY_NAME_(line) PP_TRY_JOIN_(pp_try_, line)
#define PP_TRY(declaration, expression)                                                           \
  auto PP_TRY_NAME_(__LINE__) = (expression);                                                     \
  if (!PP_TRY_NAME_(__LINE__)) return std::unexpected(std::move(PP_TRY_NAME_(__LINE__)).error()); \
  declaration = std::move(*PP_TRY_NAME_(__LINE__))
// PP_CHECKED(expression): the same for a Result<void>.
#define PP_CHECKED(expression)                     \
  if (auto pp_checked = (expression); !pp_checked) \
  return std::unexpected(std::move(pp_checked).error())
