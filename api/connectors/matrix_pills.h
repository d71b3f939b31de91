#pragma once

#include <string_view>
#include <vector>

#include "api/connectors/update.h"

namespace pennypost::connectors {

/// Whom a text names: the links to people in its HTML, found again in the plain text in their
/// order; and user ids that are written out. Both texts may be anything.
std::vector<PlatformMention> matrix_mentions(std::string_view text, std::string_view html);

}  // namespace pennypost::connectors
