// SPDX-License-Identifier: MIT
#include "passwords.hpp"

#include <dunlin/config/redact.hpp>

#include <cstring>
#include <string>
#include <string_view>

namespace dunlin::cli {

void mask_arguments(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view text = argv[i];
        if (config::holds_password(text)) {
            // The rest becomes NUL, which process lists show as nothing.
            const std::string shown = config::redact(text);
            std::strncpy(argv[i], shown.c_str(), text.size());
        }
    }
}

} // namespace dunlin::cli
