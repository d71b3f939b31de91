#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Platforms count text in characters; we count UTF-16 code units, of which there are never fewer.
namespace pennypost::connectors {

std::size_t utf16_units(std::string_view text);

/// The text, or its beginning and an ellipsis, in at most `units` (at least 1).
std::string shortened(std::string_view text, std::size_t units);

/// The text in pieces of at most `units`, the last of at most `last_units`, parted at line ends or
/// spaces where there are any; none of them is empty, and what parts them is left out. A text
/// without a word in it gives none.
std::vector<std::string> pieces(std::string_view text, std::size_t units, std::size_t last_units);

/// Titles in at most `units`, each different from those before.
std::vector<std::string> distinct_titles(const std::vector<std::string>& titles, std::size_t units);

}  // namespace pennypost::connectors
