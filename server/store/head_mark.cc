#include "store/head_mark.h"

#include "store/byte_order.h"
#include "store/small_file.h"

namespace reviewd::store {
namespace {

// The grammar is in docs/LOG_FORMAT.md#head-mark; these values are on disk.
constexpr std::string_view kMagic = "RVWHEAD1";
constexpr std::size_t kHashBytes = std::tuple_size_v<Digest>;
constexpr std::size_t kEntryBytes = 8 + 8 + kHashBytes;

}  // namespace

Result<HeadMark> HeadMark::load(rocksdb::FileSystem& files, const std::string& folder) {
  const std::string path = folder + "/" + kHeadMarkName;
  const auto damaged = [&](const char* what) {
    return fail(v1::ERROR_CODE_STORAGE,
                "The head mark " + path + " " + what +
                    ", so nobody can tell whether the log is complete; restore the data folder "
                    "from a copy.");
  };
  if (!file_exists(files, path)) return damaged("is missing");
  const auto read = read_small_file(files, path);
  if (!read) return std::unexpected(read.error());
  std::string_view bytes = *read;
  if (bytes.size() < kMagic.size() + kHashBytes || !bytes.starts_with(kMagic))
    return damaged("is damaged");
  const std::string_view sum = bytes.substr(bytes.size() - kHashBytes);
  bytes.remove_suffix(kHashBytes);
  if (as_bytes(sha256(bytes)) != sum) return damaged("is damaged");
  bytes.remove_prefix(kMagic.size());
  if (bytes.size() % kEntryBytes != 0) return damaged("is damaged");
  HeadMark mark;
  while (!bytes.empty()) {
    const auto product = take_number<ProductId>(bytes);
    Mark& entry = mark.products[product];
    entry.position = take_number<Position>(bytes);
    entry.hash = *to_array<Digest>(bytes.substr(0, kHashBytes));
    bytes.remove_prefix(kHashBytes);
  }
  return mark;
}

Result<void> HeadMark::save(rocksdb::FileSystem& files, const std::string& folder) const {
  std::string bytes(kMagic);
  for (const auto& [product, mark] : products) {
    put_number(bytes, value(product));
    put_number(bytes, value(mark.position));
    bytes.append(as_bytes(mark.hash));
  }
  const Digest sum = sha256(bytes);
  bytes.append(as_bytes(sum));
  return replace_small_file(files, folder, kHeadMarkName, bytes);
}

}  // namespace reviewd::store
