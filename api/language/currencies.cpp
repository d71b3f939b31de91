#include "api/language/currencies.h"

#include <algorithm>
#include <array>
#include <vector>

namespace pennypost::language {
namespace {

// ISO 4217, currencies in use; funds, metals and test codes left out.
constexpr std::string_view kCodes[] = {
    "AED", "AFN", "ALL", "AMD", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN",
    "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF",
    "CHF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP",
    "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD",
    "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY",
    "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD",
    "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK",
    "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK",
    "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG",
    "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS",
    "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VED",
    "VES", "VND", "VUV", "WST", "XAF", "XCD", "XCG", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWG"};

constexpr std::string_view kNoDecimals =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
constexpr std::string_view kThreeDecimals = "BHD IQD JOD KWD LYD OMR TND";

/// A name that several currencies bear. `best` is the one that the name settles beyond doubt for a
/// writer whose default bears another name; empty where nothing does.
struct Shared {
  std::string_view name;
  std::string_view bearers;
  std::string_view best;
  bool minor = false;
};

#define PP_DOLLARS \
  "USD CAD AUD NZD SGD HKD TWD JMD TTD BBD BSD BZD BMD KYD XCD FJD GYD LRD NAD SBD SRD BND"
#define PP_PESOS "MXN ARS CLP COP CUP DOP PHP UYU"

constexpr Shared kShared[] = {
    {"dollar", PP_DOLLARS, "USD"},
    {"buck", PP_DOLLARS, "USD"},
    {"$", PP_DOLLARS " MXN ARS CLP COP CUP DOP UYU", "USD"},
    {"peso", PP_PESOS, ""},
    {"lana", "MXN", ""},
    {"pavo", "EUR", ""},
    {"franc", "CHF XOF XAF XPF GNF RWF DJF BIF KMF CDF", ""},
    {"cfa", "XOF XAF", "XOF"},
    {"rupee", "INR PKR LKR NPR MUR SCR MVR", "INR"},
    {"rs", "INR PKR LKR NPR MUR SCR", "INR"},
    {"pound", "GBP EGP LBP SYP SDG SSP GIP FKP SHP", "GBP"},
    {"yen-sign", "JPY CNY", "JPY"},
    {"crown", "SEK NOK DKK ISK CZK", ""},
    {"shilling", "KES TZS UGX SOS", ""},
    {"dinar", "KWD BHD IQD JOD LYD TND DZD RSD", ""},
    {"dirham", "AED MAD", ""},
    {"riyal", "SAR QAR OMR YER IRR", ""},
    {"lira", "TRY SYP LBP", "TRY"},
    {"rouble", "RUB BYN", "RUB"},
    {"real", "BRL", "BRL"},
    {"won", "KRW KPW", "KRW"},
    {"leu", "RON MDL", ""},
    {"sol", "PEN", "PEN"},
    {"bob", "KES", ""},
    {"dong", "VND", "VND"},
    {"kuai", "CNY TWD HKD MOP SGD", "CNY"},
    {"default", "", ""},
    {"cent", PP_DOLLARS " EUR ZAR KES TZS LKR MUR SCR SZL NAD", "", true},
    {"euro-cent", "EUR", "EUR", true},
    {"us-cent", "USD", "USD", true},
    // Spanish and Portuguese count a dollar's cents so, too: it is money in Ecuador and El
    // Salvador.
    {"centavo-or-cent", "USD MXN BRL ARS COP PHP CLP CUP DOP BOB HNL NIO GTQ MZN CVE AOA", "",
     true},
    {"centavo", "MXN BRL ARS COP PHP CLP CUP DOP BOB HNL NIO GTQ MZN CVE AOA", "", true},
    {"centimo", "EUR PEN CRC VES PYG STN AOA", "", true},
    {"centesimo", PP_DOLLARS " EUR CHF", "EUR", true},
    {"centime", "EUR CHF MAD DZD HTG CDF", "", true},
    {"penny", "GBP GIP FKP SHP", "GBP", true},
    {"penny-or-cent", PP_DOLLARS " EUR GBP GIP FKP SHP", "GBP", true},
    {"paisa", "INR PKR NPR", "INR", true},
    {"kobo", "NGN", "NGN", true},
    {"fils", "KWD BHD IQD JOD AED", "", true},
    {"halala", "SAR", "SAR", true},
    {"piastre", "EGP LBP SYP", "EGP", true},
    {"sentimo", "PHP", "PHP", true},
    {"senti", "KES TZS USD", "", true},
    {"sen", "USD IDR MYR BND KHR", "", true},
    {"kurus", "TRY", "TRY", true},
    {"pesewa", "GHS", "GHS", true},
    {"rappen", "CHF", "CHF", true},
    {"ore", "SEK NOK DKK", "", true},
    {"grosz", "PLN", "PLN", true},
    {"jiao", "CNY TWD HKD MOP SGD", "CNY", true},
    {"fen", "CNY TWD HKD MOP SGD", "CNY", true},
    {"nothing", "", ""},
};
#undef PP_DOLLARS
#undef PP_PESOS

struct SymbolName {
  std::u32string_view symbol;
  std::string_view unit;
};

// Folded characters; longer ones first where one begins another.
constexpr SymbolName kSymbols[] = {
    {U"us$", "USD"}, {U"u$s", "USD"},    {U"mx$", "MXN"}, {U"ca$", "CAD"}, {U"au$", "AUD"},
    {U"nz$", "NZD"}, {U"hk$", "HKD"},    {U"nt$", "TWD"}, {U"ec$", "XCD"}, {U"cl$", "CLP"},
    {U"ar$", "ARS"}, {U"cn¥", "CNY"},    {U"jp¥", "JPY"}, {U"r$", "BRL"},  {U"a$", "AUD"},
    {U"c$", "CAD"},  {U"rd$", "DOP"},    {U"s/.", "PEN"}, {U"s/", "PEN"},  {U"b/.", "PAB"},
    {U"s$", "SGD"},  {U"j$", "JMD"},     {U"e£", "EGP"},  {U"$", "$"},     {U"€", "EUR"},
    {U"£", "pound"}, {U"¥", "yen-sign"}, {U"₹", "INR"},   {U"₨", "rs"},    {U"₱", "PHP"},
    {U"₦", "NGN"},   {U"₩", "KRW"},      {U"₫", "VND"},   {U"₺", "TRY"},   {U"₽", "RUB"},
    {U"₴", "UAH"},   {U"₵", "GHS"},      {U"₪", "ILS"},   {U"฿", "THB"},   {U"₡", "CRC"},
    {U"₲", "PYG"},   {U"₸", "KZT"},      {U"₼", "AZN"},   {U"₾", "GEL"},   {U"₭", "LAK"},
    {U"₮", "MNT"},   {U"৳", "BDT"},      {U"¢", "cent"},  {U"﷼", "riyal"}, {U"₿", "nothing"}};

bool listed(std::string_view list, std::string_view code) {
  return code.size() == 3 && list.find(code) != std::string_view::npos;
}

constexpr auto kCodeCount = static_cast<std::int32_t>(std::size(kCodes));

const Shared* shared_of(std::int32_t unit) {
  return unit < kCodeCount ? nullptr : &kShared[unit - kCodeCount];
}

}  // namespace

std::optional<int> decimals_of(std::string_view code) {
  if (!std::ranges::binary_search(kCodes, code)) return std::nullopt;
  if (listed(kNoDecimals, code)) return 0;
  return listed(kThreeDecimals, code) ? 3 : 2;
}

std::span<const std::string_view> currency_codes() {
  return kCodes;
}

std::optional<std::int32_t> unit_named(std::string_view name) {
  const auto code = std::ranges::find(kCodes, name);
  if (code != std::end(kCodes)) return static_cast<std::int32_t>(code - std::begin(kCodes));
  const auto shared = std::ranges::find(kShared, name, &Shared::name);
  if (shared == std::end(kShared)) return std::nullopt;
  return kCodeCount + static_cast<std::int32_t>(shared - std::begin(kShared));
}

Resolved resolve_unit(std::int32_t unit, std::string_view default_currency) {
  const auto* shared = shared_of(unit);
  if (shared == nullptr) return {kCodes[unit]};
  if (shared->name == "default") return {default_currency};
  if (listed(shared->bearers, default_currency)) {
    return {default_currency, shared->minor, shared->name == "jiao"};
  }
  return {shared->best, shared->minor, shared->name == "jiao"};
}

bool stands_behind(std::int32_t unit) {
  static constexpr std::string_view kBehind[] = {"bob",  "won",  "sol",  "real",    "leu",
                                                 "buck", "lana", "pavo", "default", "nothing"};
  static constexpr std::string_view kSenti = "senti";  // Swahili: "senti 50"
  const auto* shared = shared_of(unit);
  return shared != nullptr && ((shared->minor && shared->name != kSenti) ||
                               std::ranges::find(kBehind, shared->name) != std::end(kBehind));
}

bool bears(std::int32_t unit, std::string_view code) {
  const auto* shared = shared_of(unit);
  return shared == nullptr ? kCodes[unit] == code : listed(shared->bearers, code);
}

std::optional<Symbol> symbol_at(std::u32string_view text) {
  for (const auto& s : kSymbols) {
    if (text.starts_with(s.symbol)) return Symbol{*unit_named(s.unit), s.symbol.size()};
  }
  return std::nullopt;
}

}  // namespace pennypost::language
