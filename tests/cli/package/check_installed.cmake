# SPDX-License-Identifier: MIT
# Installs into PREFIX and looks for what a user relies on.
file(REMOVE_RECURSE ${PREFIX})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${PREFIX}
  OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)

foreach(file
    bin/dunlin
    share/man/man1/dunlin.1
    share/man/man1/dunlin-migrate-up.1
    share/man/man5/dunlin.toml.5
    share/man/man5/dunlin-migrations.5
    share/bash-completion/completions/dunlin
    share/zsh/site-functions/_dunlin
    share/dunlin/dunlin.schema.json
    share/fish/vendor_completions.d/dunlin.fish
    share/dunlin/example/CMakeLists.txt
    share/dunlin/example/widgetdb/store.cpp
    share/dunlin/example/migrations/1.01_create_users.sql
    include/dunlin/sqldb.hpp
    include/dunlin/migrator/migration.hpp
    include/dunlin/sqldb/connection.hpp)
  if(NOT EXISTS ${PREFIX}/${file})
    message(FATAL_ERROR "${file} is not installed")
  endif()
endforeach()

# The libraries' headers, and no others.
file(GLOB rooms RELATIVE ${PREFIX}/include/dunlin ${PREFIX}/include/dunlin/*)
list(FILTER rooms EXCLUDE REGEX "\\.hpp$")
if(NOT rooms STREQUAL "base;local;migrator;seeder;sqldb;sqltext;telemetry;testing")
  message(FATAL_ERROR "installed headers of: ${rooms}")
endif()
foreach(room IN LISTS rooms)
  if(NOT EXISTS ${PREFIX}/include/dunlin/${room}.hpp)
    message(FATAL_ERROR "include/dunlin/${room}.hpp is not installed")
  endif()
endforeach()
