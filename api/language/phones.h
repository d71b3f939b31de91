#pragma once

#include <optional>
#include <string>
#include <string_view>

// Phone numbers: E.164 out of what people write.

namespace pennypost::language {

/// "+14155550100" out of the digits behind a plus; nothing where no such number can exist.
std::optional<std::string> international_number(std::string_view digits);

/// The same out of a national number, or one dialled with "00", in `region` (ISO 3166, upper case).
std::optional<std::string> national_number(std::string_view digits, std::string_view region);

/// The region of a BCP 47 tag; empty if it names none.
std::string_view region_of(std::string_view locale);

}  // namespace pennypost::language
