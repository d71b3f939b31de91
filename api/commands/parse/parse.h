#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

namespace pennypost::commands {

/// `pennypost parse`: one JSON message a line in, one JSON interpretation a line out, in the same
/// order; an `error` line for input that is no message. Each answer is flushed where no further
/// input waits, so that a person or program at the other end sees it at once. Returns the exit
/// status: 1 if any line was broken.
int parse_command(std::istream& in, std::ostream& out);

/// The answer to one line, without its line break. `broken` becomes true for an `error` line.
std::string parse_line(std::string_view line, bool& broken);

}  // namespace pennypost::commands
