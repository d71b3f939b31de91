#pragma once

#include <string>
#include <string_view>

namespace pennypost::gateway {

/// A vCard (RFC 6350, and its forerunners as phones write them), shared as the text of a message:
/// the command that it means, "/name Mum = +15557654321". "/name ?", which is answered with how to,
/// where it names nobody, or has no number with a country or several of which none is preferred.
/// Empty: it is no vCard. Pure and total.
std::string command_of_card(std::string_view text);

}  // namespace pennypost::gateway
