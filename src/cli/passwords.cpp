// SPDX-License-Identifier: MIT
#include "passwords.hpp"

#include <dunlin/config/redact.hpp>

#include <cstring>
#include <string>
#include <string_view>

namespace dunlin::cli {

void mask_passwords(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view text = argv[i];
        if (config::holds_password(text)) {
            // The rest is filled with NUL, which process lists do not show.
            const std::string redacted = config::redact(text);
            std::strncpy(argv[i], redacted.c_str(), text.size());
        }
    }
}

} // namespace dunlin::cli
