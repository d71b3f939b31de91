#include "api/commands/account/operation.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <string_view>

#include "api/node/render.h"
#include "ledger/codec/canonical.h"
#include "ledger/crypto/bech32.h"
#include "proto/ledger.pb.h"

namespace pennypost::commands {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

std::unexpected<Error> wrong(const std::string& what) {
  return fail("wrong_usage", what);
}

std::string name_of(const FieldDescriptor& field) {
  std::string name(field.name());
  if (name.ends_with("_us")) name.resize(name.size() - 3);
  return name;
}

bool is_text(const FieldDescriptor& field) {
  const std::string_view name = field.name();
  return name == "currency" || name == "code" || name == "pays" || name == "gets" || name == "name";
}
bool is_time(const FieldDescriptor& field) {
  return std::string_view(field.name()).ends_with("_us");
}
bool is_amount(const FieldDescriptor& field) {
  const std::string_view name = field.name();
  return field.cpp_type() == FieldDescriptor::CPPTYPE_UINT64 && !is_time(field) &&
         name != "epoch" && name != "round" && name != "power";
}

/// What a field takes, for help and errors.
std::string shape_of(const FieldDescriptor& field) {
  const std::string_view name = field.name();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      std::string parts;
      for (int i = 0; i < field.message_type()->field_count(); ++i) {
        if (i > 0) parts += ':';
        parts += name_of(*field.message_type()->field(i));
      }
      return parts;
    }
    case FieldDescriptor::CPPTYPE_BOOL:
      return "yes|no";
    case FieldDescriptor::CPPTYPE_UINT32:
      if (name == "role") return "user|institution";
      if (name == "policy") return "direct|dealers|basket";
      if (name == "change") return "mint|burn";
      return "NUMBER";
    case FieldDescriptor::CPPTYPE_UINT64:
      if (name == "delay_us") return "DURATION";
      if (is_time(field)) return "TIME";
      return is_amount(field) ? "AMOUNT" : "NUMBER";
    default:
      if (is_text(field)) return name == "name" ? "NAME" : "CODE";
      if (name == "authentication_key") return "HEX or K:KEY:KEY";
      return "ADDRESS or HEX";
  }
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts(1);
  for (const char each : text) {
    if (each == ':') {
      parts.emplace_back();
    } else {
      parts.back() += each;
    }
  }
  return parts;
}

std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

/// "90s", "10m", "2h", "5d".
std::optional<std::uint64_t> duration_us_in(std::string_view text) {
  static const std::map<char, std::uint64_t> kUnits{
      {'s', 1'000'000}, {'m', 60'000'000}, {'h', kHourUs}, {'d', kDayUs}};
  const auto unit = text.empty() ? kUnits.end() : kUnits.find(text.back());
  if (unit == kUnits.end()) return std::nullopt;
  const auto count = number_in(text.substr(0, text.size() - 1));
  if (!count || *count > kCounterMax / unit->second) return std::nullopt;
  return *count * unit->second;
}

class Filler {
 public:
  explicit Filler(const OperationContext& context) : context_(context) {}

  Result<void> fill(Message& message, const std::vector<std::string>& words) {
    // Amounts last: how they are written depends on the currency.
    for (const bool amounts : {false, true}) {
      for (const std::string& word : words) {
        const std::size_t at = word.find('=');
        if (at == std::string::npos) return wrong("\"" + word + "\" is not written name=value.");
        PP_TRY(const FieldDescriptor* field, find(message, word.substr(0, at)));
        if (is_amount(*field) == amounts) PP_CHECKED(set(message, *field, word.substr(at + 1)));
      }
    }
    sort_lists(message);
    return {};
  }

 private:
  static Result<const FieldDescriptor*> find(const Message& message, std::string name) {
    std::ranges::replace(name, '-', '_');
    const Descriptor& descriptor = *message.GetDescriptor();
    const FieldDescriptor* field = descriptor.FindFieldByName(name);
    if (field == nullptr) field = descriptor.FindFieldByName(name + "_us");
    if (field != nullptr) return field;
    std::string all;
    for (int i = 0; i < descriptor.field_count(); ++i) all += " " + name_of(*descriptor.field(i));
    return wrong("it has no \"" + name + "\"" + (all.empty() ? "." : ", only" + all + "."));
  }

  Result<void> set(Message& message, const FieldDescriptor& field, const std::string& value) {
    const Reflection& reflection = *message.GetReflection();
    if (!field.is_repeated() && !seen_.insert({&message, &field}).second) {
      return wrong(name_of(field) + " is given twice.");
    }
    const auto expected = [&] {
      return wrong(name_of(field) + " takes " + shape_of(field) + ", not \"" + value + "\".");
    };
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_MESSAGE: {
        const auto parts = split(value);
        Message& part = *reflection.AddMessage(&message, &field);
        const Descriptor& descriptor = *part.GetDescriptor();
        if (parts.size() != static_cast<std::size_t>(descriptor.field_count())) return expected();
        for (int i = 0; i < descriptor.field_count(); ++i) {
          PP_CHECKED(set(part, *descriptor.field(i), parts[static_cast<std::size_t>(i)]));
        }
        return {};
      }
      case FieldDescriptor::CPPTYPE_BOOL:
        if (value != "yes" && value != "no") return expected();
        reflection.SetBool(&message, &field, value == "yes");
        return {};
      case FieldDescriptor::CPPTYPE_UINT32: {
        const auto number = choice(std::string(field.name()), value);
        if (!number || *number > UINT32_MAX) return expected();
        reflection.SetUInt32(&message, &field, static_cast<std::uint32_t>(*number));
        return {};
      }
      case FieldDescriptor::CPPTYPE_UINT64: {
        if (is_amount(field)) {
          PP_TRY(const Amount amount, amount_in(message, field, value));
          reflection.SetUInt64(&message, &field, amount.value());
          return {};
        }
        const auto number = is_time(field) ? time_in(field, value) : number_in(value);
        if (!number) return expected();
        reflection.SetUInt64(&message, &field, *number);
        return {};
      }
      default: {
        const auto bytes = bytes_in(field, value);
        if (!bytes) return expected();
        if (field.is_repeated()) {
          reflection.AddString(&message, &field, *bytes);
        } else {
          reflection.SetString(&message, &field, *bytes);
        }
        return {};
      }
    }
  }

  static std::optional<std::uint64_t> choice(const std::string& field, const std::string& value) {
    static const std::map<std::string, std::vector<std::string>> kChoices{
        {"role", {"user", "institution"}},
        {"policy", {"direct", "dealers", "basket"}},
        {"change", {"mint", "burn"}}};
    const auto choices = kChoices.find(field);
    if (choices == kChoices.end()) return number_in(value);
    const auto at = std::ranges::find(choices->second, value);
    if (at == choices->second.end()) return std::nullopt;
    return static_cast<std::uint64_t>(at - choices->second.begin());
  }

  std::optional<std::uint64_t> time_in(const FieldDescriptor& field,
                                       const std::string& value) const {
    if (field.name() == "delay_us") return duration_us_in(value);
    if (value == "0") return 0;
    if (value.starts_with('+')) {
      const auto ahead = duration_us_in(std::string_view(value).substr(1));
      if (!ahead) return std::nullopt;
      return context_.now.value() + *ahead;
    }
    const auto time = node::parse_time(value);
    if (!time) return std::nullopt;
    return time->value();
  }

  std::optional<std::string> bytes_in(const FieldDescriptor& field,
                                      const std::string& value) const {
    if (field.name() == "name") return value;
    if (is_text(field)) {
      return CurrencyCode::from(value) ? std::optional(value) : std::nullopt;
    }
    if (value.starts_with("pp1") || value.starts_with("tpp1")) {
      const auto address = crypto::parse_address(value, is_test_chain(context_.chain));
      if (!address) return std::nullopt;
      return std::string(text_of(address->view()));
    }
    if (field.name() == "authentication_key" && value.contains(':')) return key_of_several(value);
    const auto bytes = from_hex(value);
    if (!bytes || bytes->empty()) return std::nullopt;
    return std::string(text_of(*bytes));
  }

  /// L6: "2:<key>:<key>:<key>" is two of these three.
  static std::optional<std::string> key_of_several(const std::string& value) {
    const auto parts = split(value);
    const auto threshold = number_in(parts[0]);
    std::vector<PublicKey> keys;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const auto key = PublicKey::from_hex(parts[i]);
      if (!key) return std::nullopt;
      keys.push_back(*key);
    }
    std::ranges::sort(keys);
    const bool distinct = std::ranges::adjacent_find(keys) == keys.end();
    if (!threshold || *threshold == 0 || *threshold > keys.size() || keys.size() > 16 ||
        !distinct) {
      return std::nullopt;
    }
    const auto key = codec::authentication_key(static_cast<std::uint8_t>(*threshold), keys);
    return std::string(text_of(key.view()));
  }

  Result<Amount> amount_in(const Message& message, const FieldDescriptor& field,
                           const std::string& value) const {
    if (value == "max") return Amount(UINT64_MAX);
    const auto parts = split(value);
    std::string code = parts.size() == 2 ? parts[1] : currency_of(message, field);
    if (code.empty()) {
      return wrong(name_of(field) + " takes an amount with its currency, such as 0.50:USD.");
    }
    const auto currency = CurrencyCode::from(code);
    if (!currency) return wrong("\"" + code + "\" is no currency.");
    PP_TRY(const Decimals digits, digits_of(message, *currency));
    auto amount = parse_amount(parts[0], digits.decimals, digits.display_decimals);
    if (amount) return *amount;
    return wrong(name_of(field) + ": " + amount.error().message);
  }

  static std::string currency_of(const Message& message, const FieldDescriptor& field) {
    const std::string_view name = field.name();
    const std::string beside = name == "pays_amount"   ? "pays"
                               : name == "gets_amount" ? "gets"
                                                       : "currency";
    const Descriptor& descriptor = *message.GetDescriptor();
    const FieldDescriptor* currency = descriptor.FindFieldByName(beside);
    if (currency == nullptr) currency = descriptor.FindFieldByName("code");
    if (currency == nullptr) return "";
    return message.GetReflection()->GetString(message, currency);
  }

  /// Of a currency that is only registered by this the message says it itself.
  Result<Decimals> digits_of(const Message& message, const CurrencyCode& currency) const {
    const Descriptor& descriptor = *message.GetDescriptor();
    const FieldDescriptor* all = descriptor.FindFieldByName("decimals");
    const FieldDescriptor* shown = descriptor.FindFieldByName("display_decimals");
    if (all == nullptr || shown == nullptr) return context_.decimals(currency);
    const Reflection& reflection = *message.GetReflection();
    const std::uint32_t decimals = reflection.GetUInt32(message, all);
    const std::uint32_t display = reflection.GetUInt32(message, shown);
    if (decimals > kDecimalsMax || display > decimals) {
      return wrong("decimals are 0 to 9, and display_decimals not above them.");
    }
    return Decimals{static_cast<std::uint8_t>(decimals), static_cast<std::uint8_t>(display)};
  }

  /// Addresses, limits and components ascend; legs and validators stay as they are.
  static void sort_lists(Message& message) {
    const Descriptor& descriptor = *message.GetDescriptor();
    const Reflection& reflection = *message.GetReflection();
    for (int i = 0; i < descriptor.field_count(); ++i) {
      const FieldDescriptor& field = *descriptor.field(i);
      if (!field.is_repeated()) continue;
      const bool plain = field.cpp_type() == FieldDescriptor::CPPTYPE_STRING;
      const FieldDescriptor* first = plain ? nullptr : field.message_type()->field(0);
      if (!plain && first->name() != "currency") continue;
      const auto key = [&](int at) {
        if (plain) return reflection.GetRepeatedString(message, &field, at);
        const Message& part = reflection.GetRepeatedMessage(message, &field, at);
        return part.GetReflection()->GetString(part, first);
      };
      for (int end = reflection.FieldSize(message, &field); end > 1; --end) {
        for (int at = 0; at + 1 < end; ++at) {
          if (key(at + 1) < key(at)) reflection.SwapElements(&message, &field, at, at + 1);
        }
      }
    }
  }

  const OperationContext& context_;
  std::set<std::pair<const Message*, const FieldDescriptor*>> seen_;
};

const google::protobuf::OneofDescriptor& operations() {
  return *proto::Transaction::descriptor()->FindOneofByName("operation");
}

Result<const FieldDescriptor*> find_operation(const std::string& name) {
  std::string wanted = name;
  std::ranges::replace(wanted, '-', '_');
  for (int i = 0; i < operations().field_count(); ++i) {
    if (operations().field(i)->name() == wanted) return operations().field(i);
  }
  return wrong("there is no operation \"" + name +
               "\"; `pennypost account operations` lists them.");
}

}  // namespace

Result<void> check_operation(const std::string& name) {
  PP_CHECKED(find_operation(name));
  return {};
}

Result<void> set_operation(proto::Transaction& out, const std::string& name,
                           const std::vector<std::string>& words, const OperationContext& context) {
  PP_TRY(const FieldDescriptor* field, find_operation(name));
  return Filler(context).fill(*out.GetReflection()->MutableMessage(&out, field), words);
}

std::string missing_fields(const proto::Transaction& transaction) {
  const Reflection& reflection = *transaction.GetReflection();
  const FieldDescriptor* set = reflection.GetOneofFieldDescriptor(transaction, &operations());
  if (set == nullptr) return "";
  const Message& message = reflection.GetMessage(transaction, set);
  std::string out;
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor& field = *message.GetDescriptor()->field(i);
    const bool given = field.is_repeated() ? message.GetReflection()->FieldSize(message, &field) > 0
                                           : message.GetReflection()->HasField(message, &field);
    if (!given && field.cpp_type() != FieldDescriptor::CPPTYPE_BOOL) {
      out += (out.empty() ? "" : " ") + name_of(field);
    }
  }
  return out;
}

std::string operations_text() {
  std::string out;
  for (int i = 0; i < operations().field_count(); ++i) {
    const FieldDescriptor& operation = *operations().field(i);
    out += std::string(operation.name());
    for (int j = 0; j < operation.message_type()->field_count(); ++j) {
      const FieldDescriptor& field = *operation.message_type()->field(j);
      out += " " + name_of(field) + (field.is_repeated() ? "*" : "") + "=" + shape_of(field);
    }
    out += "\n";
  }
  return out;
}

}  // namespace pennypost::commands
