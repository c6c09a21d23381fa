// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace CLI { // NOLINT(readability-identifier-naming): the library's own name
class App;
}

namespace dunlin::cli {

/// A command line that may be typed as it stands: it reverts nothing.
struct suggestion {
    std::string verb;      ///< the path of a verb; empty for none, or where an option says all
    std::string arguments; ///< those that it needs: "0 --dry-run", "SLUG"

    [[nodiscard]] bool is_empty() const { return verb.empty() && arguments.empty(); }
    /// The arguments of dunlin.
    [[nodiscard]] std::string line() const {
        return verb + (verb.empty() || arguments.empty() ? "" : " ") + arguments;
    }
};

/// What is meant by a word that is no verb below `app`: "migrate down" for another tool's
/// `rollback`, or a verb that stands elsewhere in the tree or has a similar name.
suggestion suggest_command(const CLI::App& root, const CLI::App& app, std::string_view word);

} // namespace dunlin::cli
