# SPDX-License-Identifier: MIT
# cmake -D GIT= -D COMMIT= -D SOURCE= -D OUTPUT= -P this file: writes the commit that is built as C++.
# It runs with every build and touches the file only when the commit is another, so that one small
# file is compiled then. Outside of git there is none.
cmake_policy(VERSION 3.25)
if(NOT COMMIT AND GIT)
  execute_process(COMMAND ${GIT} rev-parse --show-prefix WORKING_DIRECTORY ${SOURCE}
    RESULT_VARIABLE failure OUTPUT_VARIABLE prefix ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  # Within another project's repository this is no checkout of ours.
  if(NOT failure AND prefix STREQUAL "")
    execute_process(COMMAND ${GIT} describe --always --dirty --exclude=* --abbrev=12
      WORKING_DIRECTORY ${SOURCE}
      OUTPUT_VARIABLE COMMIT ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  endif()
endif()
file(CONFIGURE OUTPUT ${OUTPUT} @ONLY CONTENT
"#include \"version.hpp\"

namespace dunlin::cli {

const std::string_view commit = \"@COMMIT@\";

} // namespace dunlin::cli
")
