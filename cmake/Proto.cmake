# proto/reviewd/v1/*.proto -> library reviewd_proto; include "reviewd/v1/operation.pb.h".

file(GLOB protos CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/proto/reviewd/v1/*.proto")
set(proto_out "${PROJECT_BINARY_DIR}/proto")
file(MAKE_DIRECTORY "${proto_out}")

set(generated)
foreach(proto IN LISTS protos)
  get_filename_component(name "${proto}" NAME_WE)
  set(stem "${proto_out}/reviewd/v1/${name}.pb")
  add_custom_command(
    OUTPUT "${stem}.cc" "${stem}.h"
    COMMAND protobuf::protoc --proto_path "${PROJECT_SOURCE_DIR}/proto" --cpp_out "${proto_out}" "${proto}"
    DEPENDS ${protos}  # files import each other; protoc takes 20 ms
    COMMENT "Generating reviewd/v1/${name}.pb"
    VERBATIM)
  list(APPEND generated "${stem}.cc" "${stem}.h")
endforeach()

if(generated)
  add_library(reviewd_proto STATIC ${generated})
  target_compile_options(reviewd_proto PRIVATE -w)  # not our code
  # SYSTEM: no warnings from generated headers in our code either.
  target_include_directories(reviewd_proto SYSTEM PUBLIC "${proto_out}")
  target_link_libraries(reviewd_proto PUBLIC protobuf::libprotobuf Threads::Threads)
else()
  add_library(reviewd_proto INTERFACE)
endif()
