# SPDX-License-Identifier: MIT
# dunlin_embed_migrations(TARGET FOLDER)
#
# Puts the migrations of a folder, its *.sql files in dunlin's own format, into a program or library
# at build time. They are reached by
#
#   #include <TARGET/migrations.hpp>
#   std::vector<dunlin::migrator::source_file> TARGET::migrations();
#
# (a target named other than as a C++ name has each odd character replaced by "_") and handed over in
# dunlin::migrator::settings::embedded. FOLDER is relative to the current source directory; call this
# in the directory that defines TARGET, which must link dunlin::migrator. A file that is added,
# changed or removed is noticed by the next build.

if(NOT CMAKE_SCRIPT_MODE_FILE)
  set(DUNLIN_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE} CACHE INTERNAL "Writes the files' bytes as C++")
endif()

function(dunlin_embed_migrations target folder)
  if(NOT TARGET ${target})
    message(FATAL_ERROR "dunlin_embed_migrations: there is no target ${target}")
  endif()
  get_filename_component(folder ${folder} ABSOLUTE)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*.sql)
  if(NOT files)
    message(FATAL_ERROR "dunlin_embed_migrations: no migrations (*.sql) in ${folder}")
  endif()
  string(MAKE_C_IDENTIFIER ${target} name)
  set(made ${CMAKE_CURRENT_BINARY_DIR}/dunlin-embedded/${target})
  file(CONFIGURE OUTPUT ${made}/${target}/migrations.hpp @ONLY CONTENT
"// Made by dunlin_embed_migrations().
#pragma once

#include <dunlin/migrator/source.hpp>

#include <vector>

namespace @name@ {

/// The files of @folder@, for dunlin::migrator::settings::embedded.
std::vector<dunlin::migrator::source_file> migrations();

} // namespace @name@
")
  # The list is a file of its own, so that a removed migration leaves the program too.
  file(CONFIGURE OUTPUT ${made}/files.txt CONTENT "${files}" @ONLY)
  add_custom_command(OUTPUT ${made}/migrations.cpp
    COMMAND ${CMAKE_COMMAND} -D LIST=${made}/files.txt -D HEADER=${target}/migrations.hpp
      -D NAME=${name} -D OUTPUT=${made}/migrations.cpp -P ${DUNLIN_EMBED_SCRIPT}
    DEPENDS ${files} ${made}/files.txt ${DUNLIN_EMBED_SCRIPT}
    COMMENT "Embedding the migrations of ${folder}" VERBATIM)
  target_sources(${target} PRIVATE ${made}/migrations.cpp)
  target_include_directories(${target} PRIVATE ${made})
endfunction()

# What runs at build time: cmake -D LIST= -D HEADER= -D NAME= -D OUTPUT= -P this file.
# Bytes go through hexadecimal, the one form in which CMake keeps all of them as they are.
function(dunlin_write_embedded)
  file(READ ${LIST} files)
  set(entries "")
  foreach(path IN LISTS files)
    get_filename_component(file ${path} NAME)
    get_filename_component(folder ${path} DIRECTORY)
    get_filename_component(folder ${folder} NAME)
    file(READ ${path} bytes HEX)
    string(REGEX REPLACE "(................................)" "\\1\"\n        \"" bytes "${bytes}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
    string(APPEND entries "        {\"${folder}/${file}\",\n        \"${bytes}\"s},\n")
  endforeach()
  file(WRITE ${OUTPUT} "// Made by dunlin_embed_migrations().
#include <${HEADER}>

std::vector<dunlin::migrator::source_file> ${NAME}::migrations() {
    using namespace std::string_literals;
    return {
${entries}    };
}
")
endfunction()

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  cmake_policy(VERSION 3.25)
  dunlin_write_embedded()
endif()
