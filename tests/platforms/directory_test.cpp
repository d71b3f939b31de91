#include "api/platforms/directory.h"

#include <gmock/gmock.h>

#include "api/gateway/message.h"
#include "tests/gateway/support.h"

namespace pennypost::platforms {
namespace {

using connectors::Person;
using connectors::Platform;

constexpr std::uint64_t kDay = 24ULL * 3'600 * 1'000'000;

class DirectoryTest : public testing::Test {
 protected:
  Known see(const std::string& id, const std::string& username, std::uint64_t at,
            Platform platform = Platform::telegram) {
    return gateway::test::run(
        memory_.io,
        directory_.see(platform, "42", Person{.id = id, .username = username}, TimestampUs(at)));
  }
  std::string named(const std::string& username, std::uint64_t now,
                    Platform platform = Platform::telegram) {
    const auto found = directory_.by_username(platform, username, TimestampUs(now));
    return found ? found->person.id : "nobody";
  }

  gateway::test::Memory memory_;
  Directory directory_{memory_.records, "demo"};
};

TEST_F(DirectoryTest, GivesAHandleThatNamesThePlatformForEver) {
  EXPECT_EQ(see("1", "Maria", 1).handle, "maria.tg");
  EXPECT_EQ(see("1", "other_name", 2).handle, "maria.tg");
  EXPECT_EQ(see("2", "maria", 3).handle, "maria2.tg");  // the first one's stays hers
  EXPECT_EQ(see("BR.1", "maria", 4, Platform::whatsapp).handle, "maria.wa");
  const auto nameless = see("PSID77", "", 5, Platform::messenger).handle;
  EXPECT_TRUE(nameless.ends_with(".fb")) << nameless;
  for (const char* handle : {"maria.tg", "maria2.tg", "maria.wa"}) {
    EXPECT_TRUE(gateway::is_platform_handle(handle));
    EXPECT_TRUE(directory_.by_handle(handle).has_value());
  }
}

TEST_F(DirectoryTest, ANameIsWhoeverWasSeenWithItLast) {
  see("1", "maria", 10);
  EXPECT_EQ(named("MARIA", 11), "1");
  see("1", "marie", 20);
  EXPECT_EQ(named("maria", 21), "nobody");  // nobody has it now
  see("2", "maria", 30);
  EXPECT_EQ(named("maria", 31), "2");
  EXPECT_EQ(named("maria", 31, Platform::whatsapp), "nobody");
  EXPECT_EQ(named("maria", 30 + 31 * kDay), "nobody") << "seen too long ago";
}

TEST_F(DirectoryTest, ALateMessageBringsNoNameBack) {
  see("1", "marie", 100 * kDay);  // was maria once
  see("2", "maria", 101 * kDay);
  see("1", "maria", 99 * kDay);  // written before, delivered now
  EXPECT_EQ(named("maria", 102 * kDay), "2");
  EXPECT_EQ(named("marie", 102 * kDay), "1");
  see("3", "maria", 98 * kDay);  // somebody new, whose first message is late
  EXPECT_EQ(named("maria", 102 * kDay), "2");
  EXPECT_EQ(directory_.by_id(Platform::telegram, "1")->wrote_at, TimestampUs(100 * kDay));
}

TEST_F(DirectoryTest, AChangedIdKeepsTheHandleAndForgetsTheNumber) {
  gateway::test::run(
      memory_.io,
      directory_.see(Platform::whatsapp, "880011",
                     Person{.id = "BR.1", .username = "ana", .phone = "15550001"}, TimestampUs(5)));
  EXPECT_TRUE(directory_.by_phone(Platform::whatsapp, "15550001", TimestampUs(6)).has_value());
  const auto changed =
      gateway::test::run(memory_.io, directory_.change_id(Platform::whatsapp, "BR.1", "BR.2"));
  ASSERT_TRUE(changed.has_value());
  EXPECT_EQ(changed->handle, "ana.wa");
  EXPECT_FALSE(directory_.by_id(Platform::whatsapp, "BR.1").has_value());
  EXPECT_EQ(directory_.by_id(Platform::whatsapp, "BR.2")->handle, "ana.wa");
  EXPECT_EQ(directory_.by_handle("ana.wa")->person.id, "BR.2");
  EXPECT_FALSE(directory_.by_phone(Platform::whatsapp, "15550001", TimestampUs(6)).has_value());
  EXPECT_EQ(named("ana", 6, Platform::whatsapp), "BR.2");
  // Told again, it stays as it is; and nobody takes over whom somebody else is.
  gateway::test::run(memory_.io, directory_.change_id(Platform::whatsapp, "BR.1", "BR.2"));
  EXPECT_EQ(directory_.by_handle("ana.wa")->person.id, "BR.2");
}

TEST_F(DirectoryTest, ANumberGoesWithTheIdThatShowsIt) {
  const Person bare{.id = "phone:15550001", .phone = "15550001"};
  gateway::test::run(memory_.io,
                     directory_.see(Platform::whatsapp, "880011", bare, TimestampUs(5)));
  gateway::test::run(memory_.io,
                     directory_.change_id(Platform::whatsapp, bare.id, "BR.1", "15550001"));
  const auto found = directory_.by_phone(Platform::whatsapp, "15550001", TimestampUs(6));
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->person.id, "BR.1");
}

constexpr const char* kRoom = "!r:chat.test";
constexpr const char* kAna = "@ana:chat.test";
constexpr const char* kBob = "@bob:chat.test";

class RoomsTest : public DirectoryTest {
 protected:
  bool list(std::vector<std::string> users, const std::optional<std::string>& mark) {
    return gateway::test::run(memory_.io, directory_.set_members(kRoom, std::move(users), mark));
  }
  void come(const char* user) {
    gateway::test::run(memory_.io, directory_.member_came(kRoom, user));
  }
  void leave(const char* user) {
    gateway::test::run(memory_.io, directory_.member_left(Platform::matrix, kRoom, user));
  }
  bool is_private() { return directory_.is_private(kRoom, kAna); }
  std::optional<std::string> mark() { return directory_.room_mark(kRoom); }
};

TEST_F(RoomsTest, ARoomIsPrivateOnceItIsKnownThatNobodyElseReads) {
  EXPECT_FALSE(is_private());
  come(kAna);
  EXPECT_FALSE(is_private()) << "others may have been there before";
  EXPECT_TRUE(list({kAna}, mark()));
  EXPECT_TRUE(is_private());
  EXPECT_FALSE(directory_.is_private(kRoom, kBob));
  EXPECT_FALSE(directory_.is_private("!other:chat.test", kAna));
  come(kBob);
  EXPECT_FALSE(is_private());
}

TEST_F(RoomsTest, ARoomThatIsOpenedForSomebodyIsTheirsBeforeTheyCome) {
  EXPECT_TRUE(list({}, mark()));
  EXPECT_TRUE(is_private());
}

TEST_F(RoomsTest, WhoeverLeavesLeavesARoomThatHasToBeAskedAfter) {
  EXPECT_TRUE(list({kAna, kBob}, mark()));
  leave(kBob);
  EXPECT_FALSE(directory_.knows_room(kRoom));
  EXPECT_FALSE(is_private()) << "it may have been an earlier leaving";
  EXPECT_TRUE(list({kAna}, mark()));
  EXPECT_TRUE(is_private());
}

TEST_F(RoomsTest, AListThatSomebodyHasOvertakenIsNotBelieved) {
  for (const bool known : {false, true}) {
    if (known) EXPECT_TRUE(list({kAna}, mark()));
    const auto before = mark();
    come(kBob);  // while the list is on its way
    EXPECT_FALSE(list({kAna}, before));
    EXPECT_FALSE(is_private());
    leave(kBob);
  }
  const auto before = mark();
  leave(kBob);
  EXPECT_FALSE(list({kAna, kBob}, before));
}

TEST_F(RoomsTest, ACrowdIsNeverTakenForOnePerson) {
  std::vector<std::string> crowd;
  for (int i = 0; i < 100; ++i) crowd.push_back("@u" + std::to_string(i) + ":chat.test");
  EXPECT_TRUE(list(crowd, mark()));
  come(kAna);
  for (int i = 0; i < 64; ++i) leave(crowd[static_cast<std::size_t>(i)].c_str());
  EXPECT_FALSE(is_private());
}

TEST_F(RoomsTest, NobodyIsWrittenToInARoomThatTheyHaveLeft) {
  const Known ana = see(kAna, "", 5, Platform::matrix);
  gateway::test::run(memory_.io, directory_.set_room(ana, kRoom));
  leave(kBob);
  EXPECT_EQ(directory_.by_id(Platform::matrix, kAna)->room, kRoom);
  leave(kAna);
  EXPECT_EQ(directory_.by_id(Platform::matrix, kAna)->room, "");
}

}  // namespace
}  // namespace pennypost::platforms
