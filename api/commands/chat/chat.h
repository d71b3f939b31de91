#pragma once

#include <iosfwd>
#include <string>

namespace pennypost::commands {

struct ChatOptions {
  std::string gateway_url;
  std::string as;            // "@alice"
  std::string api_key_file;  // empty: PENNYPOST_API_KEY in the environment
  bool interactive = false;  // prompts; else only the answers are written
};

/// `pennypost chat`: each line is one message, each answer is written before the next line is read.
/// Ends at the end of input or with /quit. Returns the exit status: 1 where a message got no
/// answer.
int chat(const ChatOptions& options, std::istream& in, std::ostream& out);

}  // namespace pennypost::commands
