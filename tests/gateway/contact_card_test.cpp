#include "api/gateway/contact_card.h"

#include <gtest/gtest.h>

namespace pennypost::gateway {
namespace {

std::string card(const std::string& lines) {
  return command_of_card("BEGIN:VCARD\r\nVERSION:4.0\r\n" + lines + "END:VCARD\r\n");
}

TEST(ContactCardTest, ReadsNameAndNumberAsPhonesWriteThem) {
  EXPECT_EQ(card("FN:Mum\r\nTEL:+15557654321\r\n"), "/name Mum = +15557654321");
  EXPECT_EQ(card("FN:Mum\r\nitem1.TEL;type=CELL;type=VOICE:+1 (555) 765-4321\r\n"),
            "/name Mum = +15557654321");
  EXPECT_EQ(card("FN;CHARSET=UTF-8:José\\, o\r\n  tio\r\nTEL;VALUE=uri:tel:+15557654321;ext=1\r\n"),
            "/name José, o tio = +15557654321");
  EXPECT_EQ(command_of_card("\n begin:vcard\nfn:Mum\ntel:+15557654321\nend:vcard\n"),
            "/name Mum = +15557654321");
}

TEST(ContactCardTest, OfSeveralNumbersThePreferredOneCounts) {
  EXPECT_EQ(card("FN:Mum\r\nTEL:+15557654321\r\nTEL;PREF=1:+15550000001\r\n"),
            "/name Mum = +15550000001");
  EXPECT_EQ(card("FN:Mum\r\nTEL:+15557654321\r\nTEL:+15550000001\r\n"), "/name ?");
  EXPECT_EQ(card("FN:Mum\r\nTEL:+15557654321\r\nTEL;TYPE=HOME:+1 555 765 4321\r\n"),
            "/name Mum = +15557654321");
}

TEST(ContactCardTest, WhatNamesNobodyAsksHow) {
  EXPECT_EQ(card("FN:Mum\r\n"), "/name ?");
  EXPECT_EQ(card("FN:Mum\r\nTEL:5557654321\r\n"), "/name ?");  // of which country?
  EXPECT_EQ(card("TEL:+15557654321\r\n"), "/name ?");
  EXPECT_EQ(card("FN:=@/<>\r\nTEL:+15557654321\r\n"), "/name ?");
}

TEST(ContactCardTest, NothingInACardIsACommandOfItsOwn) {
  EXPECT_EQ(card("FN:Mum = @eve\r\nTEL:+15557654321\r\n"), "/name Mum  eve = +15557654321");
  EXPECT_EQ(card("FN:Mum\\n/delete\r\nTEL:+15557654321\r\n"), "/name Mum delete = +15557654321");
  EXPECT_EQ(command_of_card("BEGIN:VCARD\nFN:A\nTEL:+15557654321\nEND:VCARD\nBEGIN:VCARD\nFN:B\n"
                            "TEL:+15550000001\nEND:VCARD"),
            "/name A = +15557654321");
}

TEST(ContactCardTest, LongNamesAreCutBetweenLetters) {
  std::string name;
  for (int i = 0; i < 30; ++i) name += "é";
  const std::string read = card("FN:" + name + "\r\nTEL:+15557654321\r\n");
  EXPECT_EQ(read.find("\xc3 "), std::string::npos) << read;
  EXPECT_TRUE(read.ends_with("é = +15557654321")) << read;
}

TEST(ContactCardTest, OtherTextIsNoCard) {
  for (const char* text : {"", "send 5 to @bob", "BEGIN:VCALENDAR", "see BEGIN:VCARD"}) {
    EXPECT_EQ(command_of_card(text), "") << text;
  }
}

}  // namespace
}  // namespace pennypost::gateway
