# SPDX-License-Identifier: MIT
# Installs the libraries for other programs: a CMake package with components, which are the rooms, and
# a file for pkg-config for each. Included by src/CMakeLists.txt.
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/dunlin)
set(pkgconfig_folder ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH package_prefix /${pkgconfig_folder} /)
string(REGEX REPLACE "/$" "" package_prefix ${package_prefix})
set(DUNLIN_COMPONENTS "")
set(DUNLIN_COMPONENT_NEEDS "")

# dunlin_component(NAME DESCRIPTION text [NEEDS component...] [PACKAGES package...] [MODULES module...]
#   [LIBRARIES option...] [INSIDE room...])
# A room that other programs link. NEEDS are the components that it links. What else it links: PACKAGES
# are found by find_package(), MODULES by pkg-config, as PREFIX=NAME, which is also how a package is
# called where pkg-config is asked instead; LIBRARIES are for the linker where pkg-config knows no
# module. INSIDE are rooms whose libraries are a part of it, without their headers.
function(dunlin_component name)
  cmake_parse_arguments(PART "" "DESCRIPTION" "NEEDS;PACKAGES;MODULES;LIBRARIES;INSIDE" ${ARGN})
  install(DIRECTORY ${name}/include/dunlin DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
    COMPONENT development)
  set(libraries "")
  foreach(room ${name} ${PART_INSIDE})
    install(TARGETS dunlin_${room} EXPORT dunlin-${name} ARCHIVE COMPONENT development)
    list(APPEND libraries -ldunlin_${room})
  endforeach()
  install(EXPORT dunlin-${name} NAMESPACE dunlin:: FILE dunlin-${name}-targets.cmake
    DESTINATION ${package_folder} COMPONENT development)

  set(packages "")
  set(requires ${PART_NEEDS})
  list(TRANSFORM requires PREPEND dunlin-)
  foreach(package ${PART_PACKAGES})
    string(REGEX REPLACE "=.*" "" found_as ${package})
    list(APPEND packages ${found_as})
    if(package MATCHES "=(.*)")
      list(APPEND requires ${CMAKE_MATCH_1})
    endif()
  endforeach()
  foreach(module ${PART_MODULES})
    string(REGEX REPLACE ".*=" "" module ${module})
    list(APPEND requires ${module})
  endforeach()
  string(REPLACE ";" ", " PC_REQUIRES "${requires}")
  list(APPEND libraries ${PART_LIBRARIES})
  string(REPLACE ";" " " PC_LIBRARIES "${libraries}")
  set(PC_NAME dunlin-${name})
  set(PC_DESCRIPTION ${PART_DESCRIPTION})
  configure_file(package/dunlin.pc.in ${CMAKE_CURRENT_BINARY_DIR}/dunlin-${name}.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/dunlin-${name}.pc DESTINATION ${pkgconfig_folder}
    COMPONENT development)

  set(DUNLIN_COMPONENTS ${DUNLIN_COMPONENTS} ${name} PARENT_SCOPE)
  set(DUNLIN_COMPONENT_NEEDS "${DUNLIN_COMPONENT_NEEDS}
set(_dunlin_${name}_needs ${PART_NEEDS})
set(_dunlin_${name}_packages ${packages})
set(_dunlin_${name}_modules ${PART_MODULES})" PARENT_SCOPE)
endfunction()

# Bottom to top.
dunlin_component(base DESCRIPTION "Errors, time, UUIDs and digests of dunlin"
  PACKAGES fmt=fmt MODULES NETTLE=nettle)
dunlin_component(sqltext DESCRIPTION "SQL as text: statements, parameters, statement classes"
  NEEDS base PACKAGES fmt=fmt PgQuery Threads LIBRARIES -lpg_query -pthread)
dunlin_component(sqldb DESCRIPTION "PostgreSQL connections, pools, transactions and COPY"
  NEEDS sqltext base PACKAGES fmt=fmt PostgreSQL=libpq Threads MODULES PQXX=libpqxx
  LIBRARIES -pthread)
dunlin_component(migrator DESCRIPTION "Migrations for PostgreSQL"
  NEEDS sqldb sqltext base PACKAGES fmt=fmt tomlplusplus=tomlplusplus Threads
  MODULES EXPAT=expat YAML=yaml-0.1 LIBRARIES -pthread)
dunlin_component(seeder DESCRIPTION "Seed data for PostgreSQL"
  NEEDS sqldb sqltext base PACKAGES ZLIB=zlib MODULES ZSTD=libzstd)
dunlin_component(local DESCRIPTION "Private PostgreSQL servers"
  NEEDS base PACKAGES fmt=fmt)
dunlin_component(testing DESCRIPTION "PostgreSQL databases for tests, migrated and seeded"
  NEEDS migrator seeder local sqldb base PACKAGES fmt=fmt)
dunlin_component(telemetry DESCRIPTION "Spans, metrics and statement logs"
  NEEDS base PACKAGES fmt=fmt MODULES UTF8PROC=libutf8proc LIBRARIES -ldl INSIDE output)

# The domain of the reference service, its migrations and seeds, for services to copy or to link.
set(DUNLIN_EXAMPLE_DIR ${CMAKE_INSTALL_DATADIR}/dunlin/example)
install(FILES package/example/CMakeLists.txt DESTINATION ${DUNLIN_EXAMPLE_DIR}
  COMPONENT development)
install(DIRECTORY widget user widgetdb userdb DESTINATION ${DUNLIN_EXAMPLE_DIR}
  COMPONENT development PATTERN CMakeLists.txt EXCLUDE)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/migrations ${PROJECT_SOURCE_DIR}/seed
  DESTINATION ${DUNLIN_EXAMPLE_DIR} COMPONENT development)

configure_package_config_file(package/dunlin-config.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/dunlin-config.cmake INSTALL_DESTINATION ${package_folder}
  PATH_VARS DUNLIN_EXAMPLE_DIR)
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/dunlin-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/dunlin-config.cmake
    ${CMAKE_CURRENT_BINARY_DIR}/dunlin-config-version.cmake package/dunlin-embed.cmake
    package/FindPgQuery.cmake
  DESTINATION ${package_folder} COMPONENT development)
