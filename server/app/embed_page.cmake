# Script: writes OUT/page_files.cc, a table of the files in DIST with their bytes, plain and compressed.
#
# Each file is copied under the hash of its contents, so page_files.cc changes exactly when the
# page does and is otherwise left alone.
set(table "")
set(symbols "")
set(blocks "")
set(count 0)

function(embed symbol file)
  set(blocks "${blocks}\".global ${symbol}\\n${symbol}:\\n.incbin \\\"${file}\\\"\\n\"
      \".global ${symbol}_end\\n${symbol}_end:\\n\"\n    " PARENT_SCOPE)
  set(symbols "${symbols}extern const char ${symbol}[];\nextern const char ${symbol}_end[];\n" PARENT_SCOPE)
endfunction()

file(MAKE_DIRECTORY "${OUT}/bytes")
if(EXISTS "${DIST}/index.html")
  file(GLOB_RECURSE paths RELATIVE "${DIST}" "${DIST}/*")
  list(FILTER paths EXCLUDE REGEX "\\.map$")
  list(SORT paths)
  foreach(path IN LISTS paths)
    file(SHA256 "${DIST}/${path}" hash)
    string(SUBSTRING "${hash}" 0 32 hash)
    set(plain "${OUT}/bytes/${hash}")
    if(NOT EXISTS "${plain}")
      file(COPY_FILE "${DIST}/${path}" "${plain}")
    endif()
    if(NOT EXISTS "${plain}.gz")
      execute_process(COMMAND gzip -9 -n -c "${plain}" OUTPUT_FILE "${plain}.gz" COMMAND_ERROR_IS_FATAL ANY)
    endif()
    set(symbol "reviewd_page_${count}")
    embed(${symbol} "${plain}")
    file(SIZE "${plain}" plain_size)
    file(SIZE "${plain}.gz" gzip_size)
    set(gzip "{}")
    if(gzip_size LESS plain_size)
      embed(${symbol}_gz "${plain}.gz")
      set(gzip "{${symbol}_gz, ${symbol}_gz_end}")
    endif()
    string(APPEND table
      "      {\"${path}\", {${symbol}, ${symbol}_end}, ${gzip}, \"\\\"${hash}\\\"\"},\n")
    math(EXPR count "${count} + 1")
  endforeach()
endif()

set(text "// Written by the build from the built page.
#include \"app/page_files.h\"

")
if(count GREATER 0)
  string(APPEND text "__asm__(\n    \".section .rodata\\n\"\n    ${blocks}\".text\\n\");

extern \"C\" {
${symbols}}

")
endif()
string(APPEND text "namespace reviewd::app {

std::vector<net::PageFile> page_files() {
  return {
${table}  };
}

}  // namespace reviewd::app
")
set(old "")
if(EXISTS "${OUT}/page_files.cc")
  file(READ "${OUT}/page_files.cc" old)
endif()
if(NOT old STREQUAL text)
  file(WRITE "${OUT}/page_files.cc" "${text}")
endif()
