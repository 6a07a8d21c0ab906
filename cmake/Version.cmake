# reviewd_version.h: kVersion ("0.1.0") and kRevision ("1a2b3c4d5e", "1a2b3c4d5e-changed" or "" where
# there is no git). Written at build time, touched only when it changes: link `reviewd_version`
# from the one file that prints it.

set(version_dir "${PROJECT_BINARY_DIR}/version")
find_program(REVIEWD_GIT git)
add_custom_target(reviewd_version_stamp
  BYPRODUCTS "${version_dir}/reviewd_version.h"
  COMMAND ${CMAKE_COMMAND} "-DGIT=${REVIEWD_GIT}" "-DVERSION=${PROJECT_VERSION}" "-DSOURCE=${PROJECT_SOURCE_DIR}"
    "-DOUT=${version_dir}/reviewd_version.h" -P "${PROJECT_SOURCE_DIR}/cmake/stamp_version.cmake"
  COMMENT "" VERBATIM)
add_library(reviewd_version INTERFACE)
add_dependencies(reviewd_version reviewd_version_stamp)
target_include_directories(reviewd_version SYSTEM INTERFACE "${version_dir}")
