// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>
#include <dunlin/config/settings.hpp>
#include <dunlin/lint/lint.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace dunlin::commands {

struct lint_request {
    std::vector<std::string> files;
    std::string against;
    std::optional<std::string> source_format;
    int target_version = 0;
};

struct lint_finding {
    const lint::rule* rule = nullptr;
    lint::severity severity = lint::severity::error; ///< as dunlin.toml may set it
    std::string version;
    bool is_down = false;
    source_location location;
    std::string statement; ///< secrets are hidden
    std::string message;
    std::string alternative;
};

struct linted_source {
    std::string path;
    std::string format;
    std::string against;
    int target_version = 0;
    std::vector<std::string> files; ///< that were checked, each once
    std::vector<lint_finding> findings;
    std::size_t allowed_count = 0;  ///< findings that an allowance names
    std::size_t unparsed_count = 0; ///< statements that the parser rejects
};

/// Reads migrations, checks those that are asked for, and applies allowances and settings.
linted_source lint_source(const lint_request& request, const config::settings& settings);

} // namespace dunlin::commands
