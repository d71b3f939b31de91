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
std::string_view verify_receipt_html();
std::string_view verify_receipt_css();
std::string_view verify_receipt_js();
std::string_view verify_codec_js();
std::string_view verify_verify_js();
std::string_view verify_nacl_js();
std::string_view verify_blake2b_js();

}  // namespace pennypost::web
