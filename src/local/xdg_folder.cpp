// SPDX-License-Identifier: MIT
#include "xdg_folder.hpp"

#include <cstdlib>

namespace fs = std::filesystem;

namespace dunlin::local {

fs::path xdg_folder(const char* variable, const fs::path& in_home) {
    if (const char* chosen = std::getenv(variable);
        chosen != nullptr && fs::path(chosen).is_absolute()) {
        return chosen;
    }
    const char* home = std::getenv("HOME");
    return home != nullptr && fs::path(home).is_absolute() ? fs::path(home) / in_home : fs::path();
}

} // namespace dunlin::local
