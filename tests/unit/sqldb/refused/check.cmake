# SPDX-License-Identifier: MIT
# Compiles a source that must be refused with one error that names the mistake.
#   cmake -DCOMPILER=... -DINCLUDES=a;b -DSOURCE=... -DEXPECTED=regex -P check.cmake
list(TRANSFORM INCLUDES PREPEND -I)
execute_process(
  COMMAND ${COMPILER} -std=c++20 -fsyntax-only ${INCLUDES} ${SOURCE}
  RESULT_VARIABLE code
  ERROR_VARIABLE said)
if(code EQUAL 0)
  message(FATAL_ERROR "${SOURCE} compiles")
endif()
string(REGEX MATCHALL "error:" errors "${said}")
list(LENGTH errors count)
if(NOT said MATCHES "${EXPECTED}" OR NOT count EQUAL 1)
  message(FATAL_ERROR "expected one error that matches \"${EXPECTED}\":\n${said}")
endif()
