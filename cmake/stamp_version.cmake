# Script of Version.cmake: writes OUT from VERSION and, if there is one, the git revision of SOURCE.
set(revision "")
if(GIT AND EXISTS "${SOURCE}/.git")
  execute_process(COMMAND ${GIT} -C ${SOURCE} rev-parse --short=10 HEAD
    OUTPUT_VARIABLE revision OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  execute_process(COMMAND ${GIT} -C ${SOURCE} diff --quiet HEAD -- RESULT_VARIABLE changed ERROR_QUIET)
  if(revision AND changed EQUAL 1)
    string(APPEND revision "-changed")
  endif()
endif()

set(text "// Written by the build.
#pragma once

namespace reviewd {
inline constexpr char kVersion[] = \"${VERSION}\";
inline constexpr char kRevision[] = \"${revision}\";  // empty: built outside a git clone
}  // namespace reviewd
")
set(old "")
if(EXISTS "${OUT}")
  file(READ "${OUT}" old)
endif()
if(NOT old STREQUAL text)
  file(WRITE "${OUT}" "${text}")
endif()
