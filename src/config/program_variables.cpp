// SPDX-License-Identifier: MIT
#include "program_variables.hpp"

#include <algorithm>
#include <array>

namespace dunlin::config {
namespace {

constexpr std::array<std::string_view, 18> names{"BASH_ENV",
                                                 "DUNLIN_COMPLETE",
                                                 "DUNLIN_PG_BIN",
                                                 "EDITOR",
                                                 "ENV",
                                                 "GCONV_PATH",
                                                 "HOME",
                                                 "LESSCLOSE",
                                                 "LESSOPEN",
                                                 "LOCPATH",
                                                 "OPENSSL_CONF",
                                                 "OPENSSL_ENGINES",
                                                 "OPENSSL_MODULES",
                                                 "PAGER",
                                                 "PATH",
                                                 "SHELL",
                                                 "TMPDIR",
                                                 "VISUAL"};

/// The dynamic linker, git, and the folders of the desktop's standard.
constexpr std::array<std::string_view, 3> prefixes{"LD_", "GIT_", "XDG_"};

} // namespace

bool chooses_programs(std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end() ||
           std::any_of(prefixes.begin(), prefixes.end(),
                       [&](std::string_view prefix) { return name.starts_with(prefix); });
}

} // namespace dunlin::config
