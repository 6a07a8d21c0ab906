#include "store/key_file.h"

#include <openssl/crypto.h>
#include <rocksdb/file_system.h>

#include "base/assert.h"
#include "base/digest.h"
#include "store/byte_order.h"
#include "store/small_file.h"

namespace reviewd::store {
namespace {

// The grammar is in docs/LOG_FORMAT.md#keys; these values are on disk.
constexpr std::string_view kMagic = "RVWKEYS1";
constexpr std::size_t kHeaderBytes = 32;
constexpr std::size_t kEntryBytes = 56;
constexpr std::size_t kChecksumBytes = 8;
constexpr char kKeyKind = 'K';
constexpr char kTombstoneKind = 'T';

void close_with_checksum(std::string& bytes, std::size_t start) {
  const Digest hash = sha256(std::string_view(bytes).substr(start));
  bytes.append(as_bytes(hash).substr(0, kChecksumBytes));
}

bool checksum_fits(std::string_view bytes) {
  const std::string_view body = bytes.substr(0, bytes.size() - kChecksumBytes);
  return as_bytes(sha256(body)).substr(0, kChecksumBytes) == bytes.substr(body.size());
}

void put_entry(std::string& bytes, const KeyEntry& entry) {
  const std::size_t start = bytes.size();
  bytes.push_back(entry.key ? kKeyKind : kTombstoneKind);
  bytes.append(3, '\0');
  put_number<std::uint32_t>(bytes, entry.name.owner);
  put_number<std::uint64_t>(bytes, value(entry.name.product));
  bytes.append(as_bytes(entry.key.value_or(Key{})));
  close_with_checksum(bytes, start);
}

std::optional<KeyEntry> parse_entry(std::string_view bytes) {
  if (bytes.size() != kEntryBytes || !checksum_fits(bytes)) return std::nullopt;
  const char kind = bytes[0];
  if (kind != kKeyKind && kind != kTombstoneKind) return std::nullopt;
  bytes.remove_prefix(4);
  KeyEntry entry;
  entry.name.owner = take_number<std::uint32_t>(bytes);
  entry.name.product = take_number<ProductId>(bytes);
  if (kind == kKeyKind) entry.key = to_array<Key>(bytes.substr(0, std::tuple_size_v<Key>));
  return entry;
}

std::unexpected<Error> damaged(const std::string& path, const std::string& what) {
  return fail(
      v1::ERROR_CODE_STORAGE,
      "The key file " + path + " " + what +
          "; put the key file of the newest backup in its place, texts cannot be read without it.");
}

}  // namespace

KeyFile::KeyFile(rocksdb::FileSystem& files, std::string folder)
    : files_(files), folder_(std::move(folder)) {}
KeyFile::~KeyFile() = default;

Result<void> KeyFile::create() { return rewrite({}); }

Result<void> KeyFile::load(KeyRing& ring, Extent relied_on) {
  const std::string path = folder_ + "/" + kKeyFileName;
  if (!file_exists(files_, path)) return damaged(path, "is missing");
  auto read = read_small_file(files_, path);
  if (!read) return std::unexpected(read.error());
  std::string_view bytes = *read;
  if (bytes.size() < kHeaderBytes || !bytes.starts_with(kMagic) ||
      !checksum_fits(bytes.substr(0, kHeaderBytes))) {
    return damaged(path, "has a damaged header");
  }
  std::string_view numbers = bytes.substr(kMagic.size());
  extent_.generation = take_number<std::uint64_t>(numbers);
  std::uint64_t whole = take_number<std::uint64_t>(numbers);
  if (extent_.generation < relied_on.generation) return damaged(path, "is older than the records");
  if (extent_.generation == relied_on.generation) whole = std::max(whole, relied_on.bytes);
  if (bytes.size() < whole) return damaged(path, "is shorter than the records need");

  std::uint64_t at = kHeaderBytes;
  while (at < bytes.size()) {
    const auto entry = parse_entry(bytes.substr(at, kEntryBytes));
    if (!entry) break;
    ring.restore(*entry);
    at += kEntryBytes;
  }
  if (at < whole) return damaged(path, "is damaged at byte " + std::to_string(at));
  torn_ = at < bytes.size();
  extent_.bytes = at;
  OPENSSL_cleanse(read->data(), read->size());
  return {};
}

Result<void> KeyFile::append(std::span<const KeyEntry> entries) {
  if (entries.empty()) return {};
  REVIEWD_ASSERT(!torn_);
  if (!file_) {
    if (auto opened = reopen_for_append(); !opened) return opened;
  }
  std::string bytes;
  for (const KeyEntry& entry : entries) put_entry(bytes, entry);
  const rocksdb::IOOptions options;
  rocksdb::IOStatus status = file_->Append(rocksdb::Slice(bytes), options, nullptr);
  if (status.ok()) status = file_->Sync(options, nullptr);
  OPENSSL_cleanse(bytes.data(), bytes.size());
  if (!status.ok()) return io_failure("writing", folder_ + "/" + kKeyFileName, status);
  extent_.bytes += bytes.size();
  return {};
}

Result<void> KeyFile::rewrite(std::span<const KeyEntry> entries) {
  if (file_) file_->Close(rocksdb::IOOptions(), nullptr).PermitUncheckedError();
  file_.reset();
  const Extent extent{.generation = extent_.generation + 1,
                      .bytes = kHeaderBytes + kEntryBytes * entries.size()};
  std::string bytes(kMagic);
  put_number(bytes, extent.generation);
  put_number(bytes, extent.bytes);
  close_with_checksum(bytes, 0);
  for (const KeyEntry& entry : entries) put_entry(bytes, entry);
  const auto written = replace_small_file(files_, folder_, kKeyFileName, bytes);
  OPENSSL_cleanse(bytes.data(), bytes.size());
  if (!written) return written;
  extent_ = extent;
  torn_ = false;
  return {};
}

Result<void> KeyFile::reopen_for_append() {
  const std::string path = folder_ + "/" + kKeyFileName;
  const auto status = files_.ReopenWritableFile(path, rocksdb::FileOptions(), &file_, nullptr);
  if (!status.ok()) return io_failure("opening", path, status);
  return {};
}

}  // namespace reviewd::store
