# SPDX-License-Identifier: MIT
# Run by CPack before it packs: man pages and changelogs of Debian's packages are compressed, without a
# time in them so that two builds are alike.
file(GLOB_RECURSE files
  ${CPACK_TEMPORARY_DIRECTORY}/*/usr/share/man/man?/*.[0-9]
  ${CPACK_TEMPORARY_DIRECTORY}/*/usr/share/doc/*/changelog
  ${CPACK_TEMPORARY_DIRECTORY}/*/usr/share/doc/*/changelog.Debian)
execute_process(COMMAND gzip -9nf ${files} COMMAND_ERROR_IS_FATAL ANY)
