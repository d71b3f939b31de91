#include "api/language/phones.h"

#include <algorithm>
#include <iterator>

namespace pennypost::language {
namespace {

/// What ITU-T E.164 and the national plans say, as far as a length check needs it.
struct Plan {
  std::string_view region;
  std::string_view calling_code;
  std::string_view trunk;  ///< dialled in front nationally, dropped internationally
  int digits_min;          ///< national significant number
  int digits_max;
  std::string_view leading;  ///< digits the significant number may begin with; empty: any
  bool double_zero = true;   ///< "00" dials abroad
};

constexpr Plan kPlans[] = {
    {"US", "1", "", 10, 10, "23456789", false},
    {"CA", "1", "", 10, 10, "23456789", false},
    {"PR", "1", "", 10, 10, "23456789", false},
    {"DO", "1", "", 10, 10, "23456789", false},
    {"JM", "1", "", 10, 10, "23456789", false},
    {"TT", "1", "", 10, 10, "23456789", false},
    {"GB", "44", "0", 9, 10, "123578"},
    {"IE", "353", "0", 7, 9, ""},
    {"AU", "61", "0", 9, 9, "23478", false},
    {"NZ", "64", "0", 8, 10, ""},
    {"IN", "91", "0", 10, 10, ""},
    {"PK", "92", "0", 9, 10, ""},
    {"BD", "880", "0", 8, 10, ""},
    {"LK", "94", "0", 9, 9, ""},
    {"PH", "63", "0", 8, 10, ""},
    {"MY", "60", "0", 7, 10, ""},
    {"SG", "65", "", 8, 8, "3689", false},
    {"HK", "852", "", 8, 8, "", false},
    {"KE", "254", "0", 9, 9, "", false},
    {"TZ", "255", "0", 9, 9, ""},
    {"UG", "256", "0", 9, 9, ""},
    {"RW", "250", "0", 9, 9, ""},
    {"NG", "234", "0", 8, 10, "", false},
    {"GH", "233", "0", 9, 9, ""},
    {"ZA", "27", "0", 9, 9, ""},
    {"ZM", "260", "0", 9, 9, ""},
    {"ET", "251", "0", 9, 9, ""},
    {"FR", "33", "0", 9, 9, "123456789"},
    {"BE", "32", "0", 8, 9, ""},
    {"CH", "41", "0", 9, 9, ""},
    {"LU", "352", "", 6, 11, ""},
    {"SN", "221", "", 9, 9, "37"},
    {"CI", "225", "", 10, 10, "02"},
    {"CM", "237", "", 9, 9, "26"},
    {"ML", "223", "", 8, 8, ""},
    {"BF", "226", "", 8, 8, ""},
    {"BJ", "229", "", 8, 10, ""},
    {"TG", "228", "", 8, 8, ""},
    {"NE", "227", "", 8, 8, ""},
    {"GN", "224", "", 9, 9, ""},
    {"GA", "241", "", 8, 9, ""},
    {"CG", "242", "", 9, 9, ""},
    {"CD", "243", "0", 9, 9, ""},
    {"MG", "261", "0", 9, 9, ""},
    {"MA", "212", "0", 9, 9, ""},
    {"DZ", "213", "0", 8, 9, ""},
    {"TN", "216", "", 8, 8, ""},
    {"ES", "34", "", 9, 9, "6789"},
    {"MX", "52", "", 10, 10, ""},
    {"AR", "54", "0", 10, 10, ""},
    {"CO", "57", "", 10, 10, ""},
    {"CL", "56", "", 9, 9, ""},
    {"PE", "51", "0", 8, 9, ""},
    {"VE", "58", "0", 10, 10, ""},
    {"EC", "593", "0", 8, 9, ""},
    {"UY", "598", "0", 8, 8, ""},
    {"BO", "591", "0", 8, 8, ""},
    {"PY", "595", "0", 9, 9, ""},
    {"CR", "506", "", 8, 8, ""},
    {"GT", "502", "", 8, 8, ""},
    {"HN", "504", "", 8, 8, ""},
    {"NI", "505", "", 8, 8, ""},
    {"SV", "503", "", 8, 8, ""},
    {"PA", "507", "", 7, 8, ""},
    {"CU", "53", "0", 8, 8, ""},
    {"PT", "351", "", 9, 9, "239"},
    {"BR", "55", "0", 10, 11, "123456789"},
    {"AO", "244", "", 9, 9, ""},
    {"MZ", "258", "", 8, 9, ""},
    {"CV", "238", "", 7, 7, ""},
    {"DE", "49", "0", 7, 11, ""},
    {"AT", "43", "0", 7, 13, ""},
    {"IT", "39", "", 8, 11, "03"},
    {"ID", "62", "0", 8, 12, "", false},
    {"VN", "84", "0", 9, 10, ""},
    {"CN", "86", "0", 10, 11, ""},
    {"TW", "886", "0", 8, 9, "", false},
    {"KW", "965", "", 8, 8, "124569"},
    {"AE", "971", "0", 8, 9, ""},
    {"SA", "966", "0", 9, 9, ""},
    {"EG", "20", "0", 8, 10, ""},
    {"JO", "962", "0", 8, 9, ""},
    {"IQ", "964", "0", 8, 10, ""},
    {"LB", "961", "0", 7, 8, ""},
    {"QA", "974", "", 8, 8, ""},
    {"BH", "973", "", 8, 8, ""},
    {"OM", "968", "", 8, 8, ""},
    {"LY", "218", "0", 9, 9, ""},
    {"SD", "249", "0", 9, 9, ""},
    {"YE", "967", "0", 7, 9, ""},
    {"JP", "81", "0", 9, 10, "", false},
    {"KR", "82", "0", 8, 10, "", false},
};

constexpr std::size_t kE164Min = 8;
constexpr std::size_t kE164Max = 15;

bool fits(const Plan& plan, std::string_view significant) {
  const auto size = static_cast<int>(significant.size());
  if (size < plan.digits_min || size > plan.digits_max) return false;
  return plan.leading.empty() || plan.leading.find(significant.front()) != std::string_view::npos;
}

const Plan* plan_of(std::string_view region) {
  const auto it = std::ranges::find(kPlans, region, &Plan::region);
  return it == std::end(kPlans) ? nullptr : &*it;
}

}  // namespace

std::optional<std::string> international_number(std::string_view digits) {
  if (digits.size() < kE164Min || digits.size() > kE164Max || digits.front() == '0') {
    return std::nullopt;
  }
  bool known = false;
  for (const auto& plan : kPlans) {
    if (!digits.starts_with(plan.calling_code)) continue;
    known = true;
    auto rest = digits.substr(plan.calling_code.size());
    // "+44 (0)20 …": the trunk digit is no part of the number.
    if (!plan.trunk.empty() && rest.starts_with(plan.trunk)) rest.remove_prefix(plan.trunk.size());
    if (fits(plan, rest)) return "+" + std::string(plan.calling_code) + std::string(rest);
  }
  if (known) return std::nullopt;
  return "+" + std::string(digits);
}

std::optional<std::string> national_number(std::string_view digits, std::string_view region) {
  const auto* plan = plan_of(region);
  if (plan == nullptr) return std::nullopt;
  if (digits.starts_with("00") && plan->double_zero) return international_number(digits.substr(2));
  if (!plan->trunk.empty() && digits.starts_with(plan->trunk)) {
    digits.remove_prefix(plan->trunk.size());
  } else if (plan->calling_code == "1" && digits.size() == 11 && digits.starts_with("1")) {
    digits.remove_prefix(1);
  }
  if (digits.empty() || !fits(*plan, digits)) return std::nullopt;
  return "+" + std::string(plan->calling_code) + std::string(digits);
}

std::string_view region_of(std::string_view locale) {
  for (auto rest = locale; !rest.empty();) {
    const auto dash = rest.find('-');
    const auto part = rest.substr(0, dash);
    const bool upper = std::ranges::all_of(part, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (part.size() == 2 && upper) return part;
    rest = dash == std::string_view::npos ? std::string_view{} : rest.substr(dash + 1);
  }
  return {};
}

}  // namespace pennypost::language
