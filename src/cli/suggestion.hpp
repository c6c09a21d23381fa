// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace CLI { // NOLINT(readability-identifier-naming): the library's own name
class App;
}

namespace dunlin::cli {

/// The arguments of dunlin for a word that is no verb below `app`: "migrate down" for another
/// tool's `rollback`, or a verb that stands elsewhere in the tree or has a similar name. Empty for
/// none.
std::string suggested_command(const CLI::App& root, const CLI::App& app, std::string_view word);

} // namespace dunlin::cli
