# SPDX-License-Identifier: MIT
# Run in the build folder of the project: what it installs is its own.
execute_process(COMMAND ${CMAKE_COMMAND} --install . OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
file(GLOB_RECURSE installed RELATIVE ${CMAKE_CURRENT_BINARY_DIR}/prefix
  ${CMAKE_CURRENT_BINARY_DIR}/prefix/*)
if(NOT installed STREQUAL "bin/small")
  message(FATAL_ERROR "installed: ${installed}")
endif()
