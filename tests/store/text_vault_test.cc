// Texts on their way into the store and back (docs/LOG_FORMAT.md#texts).

#include "store/text_vault.h"

#include <gtest/gtest.h>

#include "base/digest.h"
#include "reviewd/v1/snapshot.pb.h"
#include "store/sample_records.h"

namespace reviewd::store {
namespace {

v1::Record one_record() { return RecordMaker().next("what was said", kAda); }

v1::Text& feedback_of(v1::Record& record) {
  return *record.mutable_events(1)->mutable_feedback_given()->mutable_text();
}

TEST(TextVault, SealedTextHasHashOwnerAndCipherAlone) {
  KeyRing keys;
  v1::Record record = one_record();
  const std::string hash = feedback_of(record).hash();

  TextVault(keys, kProduct).seal(record);

  const v1::Text& sealed = feedback_of(record);
  EXPECT_EQ(sealed.plain(), "");
  EXPECT_EQ(sealed.salt(), "");
  EXPECT_EQ(sealed.hash(), hash);
  EXPECT_EQ(sealed.owner(), value(kAda));
  EXPECT_EQ(sealed.cipher().size(), 12 + 16 + std::string("what was said").size() + 16);
  EXPECT_EQ(sealed.cipher().substr(0, 12), hash.substr(0, 12));
}

TEST(TextVault, OpenedTextIsTheOneThatWasSealed) {
  KeyRing keys;
  const v1::Record before = one_record();
  v1::Record record = before;
  const TextVault vault(keys, kProduct);

  vault.seal(record);
  const auto count = vault.open(record);

  ASSERT_TRUE(count.has_value());
  EXPECT_EQ(count->readable, 3u);
  EXPECT_EQ(record.SerializeAsString(), before.SerializeAsString());
}

TEST(TextVault, SealingTwiceGivesTheSameBytes) {
  KeyRing keys;
  v1::Record one = one_record();
  v1::Record two = one_record();
  const TextVault vault(keys, kProduct);

  vault.seal(one);
  vault.seal(two);

  EXPECT_EQ(one.SerializeAsString(), two.SerializeAsString());
}

TEST(TextVault, EmptyTextIsSealedLikeAnyOther) {
  KeyRing keys;
  v1::Record record;
  set_text(record.add_events()->mutable_reason(), "", 3);
  const TextVault vault(keys, kProduct);

  vault.seal(record);
  EXPECT_EQ(record.events(0).reason().cipher().size(), 12u + 16 + 16);
  ASSERT_TRUE(vault.open(record).has_value());

  EXPECT_EQ(record.events(0).reason().plain(), "");
  EXPECT_FALSE(record.events(0).reason().erased());
}

TEST(TextVault, G7AnyFlippedBitInTheCipherIsNoticed) {
  KeyRing keys;
  const TextVault vault(keys, kProduct);
  v1::Record sealed = one_record();
  vault.seal(sealed);
  const std::string cipher = feedback_of(sealed).cipher();
  for (std::size_t bit = 0; bit < cipher.size() * 8; ++bit) {
    v1::Record record = sealed;
    std::string& changed = *feedback_of(record).mutable_cipher();
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(vault.open(record).has_value()) << "bit " << bit;
  }
}

TEST(TextVault, G7CipherDoesNotFitAnotherTextsHash) {
  KeyRing keys;
  const TextVault vault(keys, kProduct);
  v1::Record one = one_record();
  v1::Record two = RecordMaker().next("something else", kAda);
  vault.seal(one);
  vault.seal(two);

  feedback_of(one).set_cipher(feedback_of(two).cipher());

  EXPECT_FALSE(vault.open(one).has_value());
}

TEST(TextVault, G9OneProductsKeysOpenNothingOfAnother) {
  KeyRing keys;
  v1::Record record = one_record();
  TextVault(keys, kProduct).seal(record);
  ASSERT_TRUE(keys.find_or_make({kOtherProduct, value(kAda)}).has_value());
  ASSERT_TRUE(keys.find_or_make({kOtherProduct, 0}).has_value());

  EXPECT_FALSE(TextVault(keys, kOtherProduct).open(record).has_value());
}

TEST(TextVault, G7TextWithoutCipherIsDamageWhileItsKeyExists) {
  KeyRing keys;
  const TextVault vault(keys, kProduct);
  v1::Record record = one_record();
  vault.seal(record);

  feedback_of(record).clear_cipher();

  EXPECT_FALSE(vault.open(record).has_value());
}

TEST(TextVault, SnapshotsAreWalkedToTheirLastText) {
  KeyRing keys;
  const TextVault vault(keys, kProduct);
  v1::LogSnapshot snapshot;
  v1::ProductState* state = snapshot.mutable_state();
  set_text(state->mutable_name(), "product", 0);
  set_text(state->add_items()->add_labels(), "label", 0);
  set_text(state->add_reviews()->mutable_sprint_goal(), "goal", 0);
  set_text(state->add_increments()->mutable_added()->add_criteria()->mutable_text(), "criterion",
           0);
  set_text(state->add_polls()->mutable_view()->mutable_opened()->mutable_question(), "question", 2);
  set_text(state->add_feedback()->mutable_view()->mutable_given()->mutable_text(), "feedback", 3);

  vault.seal(snapshot);
  for (const char* plain : {"product", "label", "goal", "criterion", "question", "feedback"}) {
    EXPECT_EQ(snapshot.SerializeAsString().find(plain), std::string::npos) << plain;
  }

  EXPECT_EQ(vault.open(snapshot)->readable, 6u);
}

TEST(TextVaultDeathTest, TextWithoutHashIsAMistakeOfTheCaller) {
  KeyRing keys;
  v1::Record record;
  record.add_events()->mutable_reason()->set_plain("never salted");

  EXPECT_DEATH(TextVault(keys, kProduct).seal(record), "assertion failed");
}

TEST(TextVaultDeathTest, HashThatDoesNotFitIsAMistakeOfTheCaller) {
  KeyRing keys;
  v1::Record record = one_record();
  feedback_of(record).set_plain("changed afterwards");

  EXPECT_DEATH(TextVault(keys, kProduct).seal(record), "assertion failed");
}

}  // namespace
}  // namespace reviewd::store
