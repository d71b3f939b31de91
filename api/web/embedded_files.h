#pragma once

#include <string_view>

// The pages' files, embedded when building.
namespace pennypost::web {

std::string_view chat_index_html();
std::string_view chat_css();
std::string_view chat_js();
std::string_view chat_conversation_js();
std::string_view chat_gateway_js();
std::string_view chat_icon_svg();

}  // namespace pennypost::web
