#pragma once

#include <string_view>

namespace pennypost::gateway {

// replies/<language>.txt, embedded when building.
std::string_view replies_file_ar();
std::string_view replies_file_de();
std::string_view replies_file_en();
std::string_view replies_file_es();
std::string_view replies_file_fil();
std::string_view replies_file_fr();
std::string_view replies_file_hi();
std::string_view replies_file_id();
std::string_view replies_file_it();
std::string_view replies_file_pt();
std::string_view replies_file_sw();
std::string_view replies_file_vi();
std::string_view replies_file_zh();

}  // namespace pennypost::gateway
