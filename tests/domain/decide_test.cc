// decide() knows every operation that the schema has: its rules are found, whatever they say.

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include "domain/meeting_desk.h"

namespace reviewd::domain {
namespace {

TEST(Decide, EveryOperationOfTheSchemaHasItsRules) {
  const auto* body = v1::Operation::descriptor()->FindOneofByName("body");
  for (int i = 0; i < body->field_count(); ++i) {
    v1::Operation operation;
    operation.GetReflection()->MutableMessage(&operation, body->field(i));
    MeetingDesk desk;
    EXPECT_THAT(desk.submit(kAda, operation).text, testing::Not(testing::HasSubstr("no body")))
        << body->field(i)->name();
  }
}

}  // namespace
}  // namespace reviewd::domain
