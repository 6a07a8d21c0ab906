# Every third-party library, found once. Layers name these targets:
#   Boost::headers Boost::url Boost::json   protobuf::libprotobuf   RocksDB::rocksdb
#   OpenSSL::SSL OpenSSL::Crypto   spdlog::spdlog   CLI11::CLI11   tomlplusplus::tomlplusplus
#   prometheus-cpp::core   ZLIB::ZLIB   Threads::Threads
#   GTest::gtest GTest::gmock GTest::gtest_main   rapidcheck rapidcheck_gtest   benchmark::benchmark
# All of them come from Debian 12; tools/dev/packages.sh names the packages.

find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(Protobuf 3.21 REQUIRED)
find_package(spdlog 1.10 REQUIRED)
find_package(prometheus-cpp CONFIG REQUIRED)
find_package(GTest 1.12 CONFIG REQUIRED)
find_package(rapidcheck CONFIG REQUIRED)
find_package(benchmark CONFIG REQUIRED)
find_package(tomlplusplus CONFIG REQUIRED)
find_package(CLI11 2.1 CONFIG REQUIRED)
find_package(Boost 1.81 CONFIG REQUIRED COMPONENTS url json)

# The shared RocksDB: its own CMake package names the static one, which drags in five
# compression libraries and triples the link time of every test that opens a store.
find_library(REVIEWD_ROCKSDB_LIBRARY rocksdb REQUIRED)
find_path(REVIEWD_ROCKSDB_INCLUDE rocksdb/db.h REQUIRED)
if(NOT TARGET RocksDB::rocksdb)
  add_library(RocksDB::rocksdb UNKNOWN IMPORTED)
  set_target_properties(RocksDB::rocksdb PROPERTIES IMPORTED_LOCATION "${REVIEWD_ROCKSDB_LIBRARY}")
endif()
