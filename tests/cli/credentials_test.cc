#include "cli/credentials.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace reviewd::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class Credentials : public ::testing::Test {
 protected:
  Credentials() {
    std::string pattern = (fs::temp_directory_path() / "credentials-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    path_ = (folder_ / "reviewd" / "credentials.json").string();
  }
  ~Credentials() override { fs::remove_all(folder_); }

  static unsigned rights(const fs::path& path) {
    struct stat facts{};
    EXPECT_EQ(::stat(path.c_str(), &facts), 0);
    return facts.st_mode & 0777;
  }

  fs::path folder_;
  std::string path_;
};

Credential ada() {
  return {.server = "unix:/srv/reviewd.sock",
          .product = "00000000000000aa",
          .product_name = "Bikes",
          .handle = "00000000000000bb",
          .name = "Ada",
          .role = "PRODUCT_OWNER",
          .token = std::string(32, 'c'),
          .page = "http://localhost:8080"};
}

TEST_F(Credentials, AFileThatIsNotThereHoldsNone) {
  const auto known = read_credentials(path_);
  ASSERT_TRUE(known.has_value());
  EXPECT_TRUE(known->empty());
}

TEST_F(Credentials, WhatIsSavedIsReadAgain) {
  ASSERT_TRUE(save_credential(path_, ada()).has_value());
  Credential other = ada();
  other.handle = "00000000000000dd";
  other.name = "Zoë \"Z\"";
  ASSERT_TRUE(save_credential(path_, other).has_value());

  const auto known = read_credentials(path_);
  ASSERT_TRUE(known.has_value());
  ASSERT_EQ(known->size(), 2u);
  EXPECT_EQ((*known)[0].token, ada().token);
  EXPECT_EQ((*known)[1].name, other.name);
  EXPECT_EQ((*known)[1].server, other.server);
}

TEST_F(Credentials, TheSameHandleIsReplaced) {
  ASSERT_TRUE(save_credential(path_, ada()).has_value());
  Credential renewed = ada();
  renewed.token = std::string(32, 'e');
  ASSERT_TRUE(save_credential(path_, renewed).has_value());

  const auto known = read_credentials(path_);
  ASSERT_EQ(known->size(), 1u);
  EXPECT_EQ(known->front().token, renewed.token);
}

TEST_F(Credentials, FileAndFolderAreTheOwnersOnly) {
  ::umask(0);
  ASSERT_TRUE(save_credential(path_, ada()).has_value());

  EXPECT_EQ(rights(path_), 0600u);
  EXPECT_EQ(rights(fs::path(path_).parent_path()), 0700u);
}

TEST_F(Credentials, AFileWithWiderRightsIsRefused) {
  for (const mode_t mode : {0640U, 0604U, 0620U, 0602U, 0644U}) {
    fs::remove(path_);
    ASSERT_TRUE(save_credential(path_, ada()).has_value());
    ::chmod(path_.c_str(), mode);

    const auto known = read_credentials(path_);
    ASSERT_FALSE(known.has_value()) << std::oct << mode;
    EXPECT_EQ(known.error().exit_code, ExitCode::kNotAllowed);
    EXPECT_THAT(known.error().text, HasSubstr("read by others"));
    EXPECT_FALSE(save_credential(path_, ada()).has_value()) << "not silently made good either";
  }
}

TEST_F(Credentials, ALinkInItsPlaceIsNotFollowed) {
  ASSERT_TRUE(save_credential(path_, ada()).has_value());
  const fs::path elsewhere = folder_ / "elsewhere.json";
  fs::rename(path_, elsewhere);
  fs::create_symlink(elsewhere, path_);

  EXPECT_FALSE(read_credentials(path_).has_value());
}

TEST_F(Credentials, AnotherKindOfFileIsRefusedAndKept) {
  fs::create_directories(fs::path(path_).parent_path());
  std::ofstream(path_) << "not json";
  ::chmod(path_.c_str(), 0600);

  EXPECT_FALSE(read_credentials(path_).has_value());
  EXPECT_FALSE(save_credential(path_, ada()).has_value());
  EXPECT_EQ(fs::file_size(path_), 8u);
}

}  // namespace
}  // namespace reviewd::cli
