#pragma once

#include <vector>

#include "api/language/reading.h"

namespace pennypost::language {

/// An answer to an open question completes it; `fresh` is the message read by itself, and what the
/// answer stays where it does not fit.
Interpretation complete(const Reading& reading, const std::vector<Piece>& pieces,
                        const Pending& pending, Interpretation fresh);

}  // namespace pennypost::language
