#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

// What the bot says, as data: replies/<language>.txt holds one "code = text" a line, with {names}
// for what is filled in. Codes are stable words for programs.
namespace pennypost::gateway {

using Words = std::map<std::string, std::string, std::less<>>;

/// Every code that the dialogue uses: each language must have a text for it.
const std::vector<std::string_view>& reply_codes();

/// The text of `code` with `{name}` replaced by words["name"]. CHECKs that code and names exist.
std::string reply_text(std::string_view code, const Words& words = {});

/// "code = text" lines; `#` begins a comment line. Nothing where a line is neither.
std::map<std::string, std::string, std::less<>> parse_replies(std::string_view file);

}  // namespace pennypost::gateway
