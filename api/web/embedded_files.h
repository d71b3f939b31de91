#pragma once

#include <string_view>

// The pages' files, embedded when building.
namespace pennypost::web {

std::string_view chat_index_html();
std::string_view chat_css();
std::string_view chat_js();
std::string_view chat_conversation_js();
std::string_view chat_gateway_js();
std::string_view chat_contact_card_js();
std::string_view chat_device_js();
std::string_view chat_words_js();
std::string_view words_ar_json();
std::string_view words_de_json();
std::string_view words_en_json();
std::string_view words_es_json();
std::string_view words_fil_json();
std::string_view words_fr_json();
std::string_view words_hi_json();
std::string_view words_id_json();
std::string_view words_it_json();
std::string_view words_pt_json();
std::string_view words_sw_json();
std::string_view words_vi_json();
std::string_view words_zh_json();
std::string_view claim_index_html();
std::string_view claim_js();
std::string_view claim_css();
std::string_view pin_index_html();
std::string_view pin_js();
std::string_view chat_icon_svg();
std::string_view verify_receipt_html();
std::string_view verify_receipt_css();
std::string_view verify_receipt_js();
std::string_view verify_receipt_words_js();
std::string_view verify_codec_js();
std::string_view verify_verify_js();
std::string_view verify_nacl_js();
std::string_view verify_blake2b_js();

}  // namespace pennypost::web
