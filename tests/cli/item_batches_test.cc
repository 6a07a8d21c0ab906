#include "cli/item_batches.h"

#include <gtest/gtest.h>

namespace reviewd::cli {
namespace {

v1::Limits limits() {
  v1::Limits limits;
  limits.set_frame_bytes(1'048'576);
  limits.set_items_per_operation(500);
  return limits;
}

std::vector<v1::NewItem> items(std::size_t count, std::size_t description_bytes) {
  std::vector<v1::NewItem> out(count);
  for (std::size_t i = 0; i < count; ++i) {
    out[i].set_title("item " + std::to_string(i));
    out[i].set_description(std::string(description_bytes, 'x'));
  }
  return out;
}

void expect_all_in_order(const std::vector<v1::Operation>& operations, std::size_t count) {
  std::size_t at = 0;
  for (const v1::Operation& operation : operations) {
    EXPECT_TRUE(operation.add_items().place().end());
    EXPECT_GT(operation.add_items().items_size(), 0);
    for (const v1::NewItem& item : operation.add_items().items()) {
      EXPECT_EQ(item.title(), "item " + std::to_string(at++));
    }
  }
  EXPECT_EQ(at, count);
}

TEST(ItemBatches, ManySmallItemsAreCutByCount) {
  const auto operations = to_operations(items(1'201, 10), limits());
  ASSERT_EQ(operations.size(), 3u);
  EXPECT_EQ(operations[0].add_items().items_size(), 500);
  expect_all_in_order(operations, 1'201);
}

TEST(ItemBatches, LargeItemsAreCutByBytes) {
  const auto operations = to_operations(items(40, 20'000), limits());
  EXPECT_GT(operations.size(), 6u);
  for (const v1::Operation& operation : operations)
    EXPECT_LE(operation.ByteSizeLong(), kBatchBytesAim + 64);
  expect_all_in_order(operations, 40);
}

TEST(ItemBatches, AnItemOverTheAimStandsAlone) {
  const auto operations = to_operations(items(3, 300'000), limits());
  ASSERT_EQ(operations.size(), 3u);
  expect_all_in_order(operations, 3);
}

TEST(ItemBatches, NothingMakesNothing) { EXPECT_TRUE(to_operations({}, limits()).empty()); }

}  // namespace
}  // namespace reviewd::cli
