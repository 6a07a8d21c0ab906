# How everything is compiled. Targets get it by linking `reviewd_flags` (layers, executables
# and tests do so by themselves); generated code links only what it needs.

option(REVIEWD_WERROR "Treat warnings as errors" OFF)
set(REVIEWD_SANITIZE "" CACHE STRING "Value of -fsanitize=, empty for none")

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_VERIFY_INTERFACE_HEADER_SETS ON)  # target all_verify_interface_header_sets

# Sanitizers reach generated code too: a half-instrumented container gives false reports.
if(REVIEWD_SANITIZE)
  add_compile_options(-fsanitize=${REVIEWD_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${REVIEWD_SANITIZE})
endif()

if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  # Without the time stamp the precompiled header has the same bytes each time: ccache can hit.
  add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Xclang -fno-pch-timestamp>")
  find_program(REVIEWD_MOLD mold)
  if(REVIEWD_MOLD)
    add_link_options(-fuse-ld=mold)
  endif()
endif()

find_program(REVIEWD_CCACHE ccache)
if(REVIEWD_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # What ccache must overlook so that files using a precompiled header can be cached at all.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" ${REVIEWD_CCACHE})
endif()

add_library(reviewd_flags INTERFACE)
target_compile_options(reviewd_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  $<$<BOOL:${REVIEWD_WERROR}>:-Werror>
  # GCC 12 takes a designated initialiser that leaves fields to their defaults for a mistake.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-missing-field-initializers>
  # std::expected in clang 19 is fine, this warning only repeats -Wextra's view of the above.
  $<$<CXX_COMPILER_ID:Clang>:-Wno-missing-designated-field-initializers>)
