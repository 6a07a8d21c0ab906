#include "sdk/received_text.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <set>

#include "base/digest.h"
#include "reviewd/v1/event.pb.h"
#include "reviewd/v1/snapshot.pb.h"
#include "reviewd/v1/text.pb.h"

namespace reviewd::sdk {

namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Texts that are either said or not; any other that is absent is an empty one.
bool absence_counts(const FieldDescriptor& field) {
  static const std::set<const FieldDescriptor*> kOptional{
      v1::Event::descriptor()->FindFieldByNumber(v1::Event::kReasonFieldNumber),
      v1::IncrementView::descriptor()->FindFieldByNumber(
          v1::IncrementView::kAssessmentReasonFieldNumber),
      v1::ProposalView::descriptor()->FindFieldByNumber(v1::ProposalView::kReasonFieldNumber),
      v1::PollView::descriptor()->FindFieldByNumber(v1::PollView::kVoidReasonFieldNumber),
      v1::ReviewEdited::descriptor()->FindFieldByNumber(v1::ReviewEdited::kEnvironmentFieldNumber),
      v1::ReviewView::descriptor()->FindFieldByNumber(v1::ReviewView::kEnvironmentFieldNumber),
      v1::VisionSet::descriptor()->FindFieldByNumber(v1::VisionSet::kTextFieldNumber),
      v1::Meeting::descriptor()->FindFieldByNumber(v1::Meeting::kVisionFieldNumber),
      v1::ProductGoalSet::descriptor()->FindFieldByNumber(v1::ProductGoalSet::kMetricFieldNumber),
      v1::GoalView::descriptor()->FindFieldByNumber(v1::GoalView::kReasonFieldNumber),
      v1::FeedbackAnswered::descriptor()->FindFieldByNumber(v1::FeedbackAnswered::kTextFieldNumber),
      v1::FeedbackView::descriptor()->FindFieldByNumber(v1::FeedbackView::kReasonFieldNumber),
      v1::FeedbackView::descriptor()->FindFieldByNumber(v1::FeedbackView::kAnswerFieldNumber),
  };
  return kOptional.contains(&field);
}

}  // namespace

void complete_texts(Message& message) {
  const google::protobuf::Descriptor& type = *message.GetDescriptor();
  if (&type == v1::Text::descriptor()) {
    auto& text = static_cast<v1::Text&>(message);
    text.set_hash(std::string(sizeof(Digest), '\0'));
    if (!text.erased()) text.set_salt(std::string(sizeof(Salt), '\0'));
    return;
  }
  const google::protobuf::Reflection& reflection = *message.GetReflection();
  for (int f = 0; f < type.field_count(); ++f) {
    const FieldDescriptor* field = type.field(f);
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (field->is_repeated()) {
      for (int i = 0; i < reflection.FieldSize(message, field); ++i)
        complete_texts(*reflection.MutableRepeatedMessage(&message, field, i));
      continue;
    }
    const bool empty_text = field->message_type() == v1::Text::descriptor() &&
                            field->containing_oneof() == nullptr && !absence_counts(*field);
    if (empty_text || reflection.HasField(message, field))
      complete_texts(*reflection.MutableMessage(&message, field));
  }
}

}  // namespace reviewd::sdk
