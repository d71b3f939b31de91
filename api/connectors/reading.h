#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "ledger/types/identifiers.h"

// Inside api/connectors only: reading JSON that a platform may change any day. What is missing, or
// of another type, is empty.
namespace pennypost::connectors {

const boost::json::object& object_at(const boost::json::object& object, std::string_view name);
const boost::json::array& array_at(const boost::json::object& object, std::string_view name);
/// A member of the array; an empty object where it is none.
const boost::json::object& object_of(const boost::json::value& value);
std::string text_at(const boost::json::object& object, std::string_view name);
bool flag_at(const boost::json::object& object, std::string_view name);
/// A whole number, also one in a string; nothing where it is negative or no number.
std::optional<std::uint64_t> number_at(const boost::json::object& object, std::string_view name);
/// A whole number of either sign as text, or a text: what platforms use as ids.
std::string id_at(const boost::json::object& object, std::string_view name);
/// `number_at` in units of `unit_us`; zero where it is missing or beyond any time.
TimestampUs time_at(const boost::json::object& object, std::string_view name,
                    std::uint64_t unit_us);

/// The digits of a phone number, at most 15; empty where it is none.
std::string phone_digits(std::string_view text);
/// Without a leading at sign.
std::string without_at(std::string_view name);
/// The byte at which `units` UTF-16 code units end; nothing beyond the end or inside a character.
std::optional<std::size_t> byte_of_utf16(std::string_view text, std::uint64_t units);
/// The same of code points.
std::optional<std::size_t> byte_of_point(std::string_view text, std::uint64_t points);
/// With the bytes that "%40" and the like stand for; what is no such escape stays.
std::string percent_decoded(std::string_view text);

}  // namespace pennypost::connectors
