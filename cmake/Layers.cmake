# The three things this project is made of.
#
#   reviewd_layer(domain                      -> static library reviewd_domain
#     SOURCES order.cc   HEADERS order.h
#     PUBLIC  reviewd_base reviewd_proto      what its headers use: the architecture is these lists
#     PRIVATE ZLIB::ZLIB
#     [PCH domain_pch.h])                     header to precompile for its sources
#   reviewd_executable(reviewd SOURCES main.cc LIBS reviewd_app [PCH header])
#   reviewd_test(order_test                   -> build/<preset>/tests/order_test, one ctest entry
#     SOURCES order_test.cc   LIBS reviewd_domain
#     [TIMEOUT seconds] [LABELS label...] [ARGS argument...] [ALONE])
#
# Paths are relative to the folder of the list or to the root of the tree. Includes are written
# from server/ ("domain/order.h"), for clients/ from clients/ ("sdk/replica.h"), in tests from
# tests/. A test gets main() from GTest::gmock_main and the macro REVIEWD_SOURCE_DIR.

# Turns paths relative to this list or to the root of the tree into absolute ones.
function(reviewd_paths out)
  set(found)
  foreach(path IN LISTS ARGN)
    if(IS_ABSOLUTE "${path}" OR path MATCHES "^\\$<")
      list(APPEND found "${path}")
    elseif(NOT EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${path}" AND EXISTS "${PROJECT_SOURCE_DIR}/${path}")
      list(APPEND found "${PROJECT_SOURCE_DIR}/${path}")
    else()
      list(APPEND found "${CMAKE_CURRENT_SOURCE_DIR}/${path}")
    endif()
  endforeach()
  set(${out} "${found}" PARENT_SCOPE)
endfunction()

add_custom_target(layers)

function(reviewd_layer name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "PCH" "SOURCES;HEADERS;PUBLIC;PRIVATE")
  reviewd_refuse_leftovers(reviewd_layer ${name} ${arg_UNPARSED_ARGUMENTS})
  set(target reviewd_${name})
  reviewd_paths(sources ${arg_SOURCES})
  reviewd_paths(headers ${arg_HEADERS})
  set(roots "${PROJECT_SOURCE_DIR}/server")
  if(NOT CMAKE_CURRENT_SOURCE_DIR MATCHES "/server/")
    cmake_path(GET CMAKE_CURRENT_SOURCE_DIR PARENT_PATH above)
    list(APPEND roots "${above}")
  endif()

  add_library(${target} STATIC ${sources})
  set_target_properties(${target} PROPERTIES LINKER_LANGUAGE CXX)
  target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${roots} FILES ${headers})
  target_link_libraries(${target} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE} reviewd_flags)
  reviewd_precompile(${target} ${arg_PCH})
  if(NOT name STREQUAL "app")  # app holds the page: `layers` is all that can compile while that is built
    add_dependencies(layers ${target})
  endif()
endfunction()

function(reviewd_executable name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "PCH" "SOURCES;LIBS")
  reviewd_refuse_leftovers(reviewd_executable ${name} ${arg_UNPARSED_ARGUMENTS})
  reviewd_paths(sources ${arg_SOURCES})
  add_executable(${name} ${sources})
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/server" "${PROJECT_SOURCE_DIR}/clients")
  target_link_libraries(${name} PRIVATE ${arg_LIBS} reviewd_flags Threads::Threads)
  reviewd_precompile(${name} ${arg_PCH})
endfunction()

function(reviewd_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "ALONE" "PCH;TIMEOUT;SHARDS" "SOURCES;LIBS;LABELS;ARGS")
  reviewd_refuse_leftovers(reviewd_test ${name} ${arg_UNPARSED_ARGUMENTS})
  reviewd_executable(${name} SOURCES ${arg_SOURCES} PCH ${arg_PCH}
    LIBS ${arg_LIBS} GTest::gtest GTest::gmock GTest::gmock_main)
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests")
  target_compile_definitions(${name} PRIVATE "REVIEWD_SOURCE_DIR=\"${PROJECT_SOURCE_DIR}\"")
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")

  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  if(NOT arg_SHARDS)
    set(arg_SHARDS 1)
  endif()
  foreach(shard RANGE 1 ${arg_SHARDS})
    set(entry ${name})
    if(arg_SHARDS GREATER 1)
      set(entry ${name}-${shard})
    endif()
    reviewd_test_entry(${entry} ${name} ${shard})
  endforeach()
endfunction()

# One ctest entry an executable, or a shard of it; the XML holds the cases, and ./dev test adds them
# up. A test that dies leaves no XML, and that counts as a failure. In the scope of reviewd_test.
macro(reviewd_test_entry entry program shard)
  set_property(GLOBAL APPEND PROPERTY reviewd_tests ${entry})
  math(EXPR shard_index "${shard} - 1")
  add_test(NAME ${entry} COMMAND ${program} --gtest_brief=1
    "--gtest_output=xml:${PROJECT_BINARY_DIR}/test-results/${entry}.xml" ${arg_ARGS})
  set_tests_properties(${entry} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}"
    WORKING_DIRECTORY "${PROJECT_BINARY_DIR}/tests" RUN_SERIAL "${arg_ALONE}"
    ENVIRONMENT "GTEST_TOTAL_SHARDS=${arg_SHARDS};GTEST_SHARD_INDEX=${shard_index}")
endmacro()

function(reviewd_precompile target)
  if(ARGN)
    reviewd_paths(header ${ARGN})
    target_precompile_headers(${target} PRIVATE "${header}")
  endif()
endfunction()

function(reviewd_refuse_leftovers function name)
  if(ARGN)
    message(FATAL_ERROR "${function}(${name}): unknown words: ${ARGN}")
  endif()
endfunction()
