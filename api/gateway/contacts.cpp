#include "api/gateway/contacts.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <memory>

#include <boost/json/object.hpp>

#include "ledger/base/check.h"

namespace pennypost::gateway {

namespace json = boost::json;
using gateway_store::Change;

namespace {

constexpr const char* kContacts = "contacts";
constexpr const char* kMarks = "marks";
constexpr std::size_t kLongHandle = 5;

const char* name_of(Contacts::Mark mark) {
  return mark == Contacts::Mark::block ? "block" : "mute";
}

std::string skeleton(const std::string& text) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<USpoofChecker, decltype(&uspoof_close)> checker(uspoof_open(&error),
                                                                        uspoof_close);
  CHECK(U_SUCCESS(error));
  std::string out;
  icu::UnicodeString shape;
  uspoof_getSkeletonUnicodeString(checker.get(), 0, icu::UnicodeString::fromUTF8(text), shape,
                                  &error);
  CHECK(U_SUCCESS(error));
  shape.toUTF8String(out);
  std::erase_if(out, [](char c) { return c == '_' || c == '-' || c == '.'; });
  return out;
}

/// One character more, less, or another one.
bool differ_in_one(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  const auto at = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  return a.substr(a.size() == b.size() ? std::min(at + 1, a.size()) : at) ==
         b.substr(std::min(at + 1, b.size()));
}

}  // namespace

std::string folded_name(const std::string& name) {
  UErrorCode error = U_ZERO_ERROR;
  const auto* forms = icu::Normalizer2::getNFKCCasefoldInstance(error);
  CHECK(U_SUCCESS(error));
  auto folded = forms->normalize(icu::UnicodeString::fromUTF8(name), error);
  CHECK(U_SUCCESS(error));
  std::string out;
  folded.trim().toUTF8String(out);
  return out;
}

bool look_alike(const std::string& handle, const std::string& known) {
  if (handle == known) return false;
  if (skeleton(handle) == skeleton(known)) return true;
  return std::min(handle.size(), known.size()) >= kLongHandle && differ_in_one(handle, known);
}

std::string Contacts::key(const std::string& user, const std::string& name) const {
  return user + " " + records_.keyed_hash("contact", user + "\n" + folded_name(name)).hex();
}

void Contacts::set(Change& change, const std::string& user, const Contact& contact) const {
  records_.put_sealed(change, kContacts, key(user, contact.name), user,
                      {{"name", contact.name}, {"to", contact.to}});
}

void Contacts::remove(Change& change, const std::string& user, const std::string& name) const {
  change.erase(kContacts, key(user, name));
}

std::optional<Contact> Contacts::find(const std::string& user, const std::string& name) const {
  const auto found = records_.get_sealed(kContacts, key(user, name));
  if (!found) return std::nullopt;
  return Contact{std::string(found->at("name").as_string()),
                 std::string(found->at("to").as_string())};
}

std::vector<Contact> Contacts::list(const std::string& user) const {
  std::vector<Contact> out;
  for (const auto& row : records_.rows_of(kContacts, user + " ", kContactsMax)) {
    if (const auto found = records_.open_sealed(kContacts, row)) {
      out.push_back(
          {std::string(found->at("name").as_string()), std::string(found->at("to").as_string())});
    }
  }
  std::ranges::sort(out, {}, [](const Contact& contact) { return folded_name(contact.name); });
  return out;
}

void Contacts::mark(Change& change, const std::string& user, const std::string& other, Mark mark,
                    bool on) const {
  const std::string key = user + " " + other + " " + name_of(mark);
  if (on) {
    change.put(kMarks, key, "");
  } else {
    change.erase(kMarks, key);
  }
}

bool Contacts::is_marked(const std::string& user, const std::string& other, Mark mark) const {
  return records_.get(kMarks, user + " " + other + " " + name_of(mark)).has_value();
}

}  // namespace pennypost::gateway
