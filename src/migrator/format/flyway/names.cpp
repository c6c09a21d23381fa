// SPDX-License-Identifier: MIT
#include "format/flyway/names.hpp"

#include "format/flyway/callbacks.hpp"

#include <dunlin/migrator/version.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dunlin::migrator {
namespace {

using kind = flyway_name::kind;

struct prefix {
    std::string_view text;
    kind what;
};

/// The longest that the name begins with, as "beforeMigrate" and "beforeMigrateX" would be told
/// apart; empty: none.
prefix find_prefix(std::string_view stem, const flyway_config& config) {
    prefix found{"", kind::other};
    const auto consider = [&](std::string_view text, kind what) {
        if (stem.starts_with(text) && text.size() > found.text.size()) {
            found = {text, what};
        }
    };
    consider(config.versioned_prefix, kind::versioned);
    consider(config.undo_prefix, kind::undo);
    consider(config.repeatable_prefix, kind::repeatable);
    consider(config.baseline_prefix, kind::baseline);
    for (const flyway_callback& each : flyway_callbacks()) {
        consider(each.event, kind::callback);
    }
    return found;
}

std::string with_dots(std::string_view text) {
    std::string made(text);
    std::replace(made.begin(), made.end(), '_', '.');
    return made;
}

} // namespace

flyway_name read_flyway_name(std::string_view stem, const flyway_config& config) {
    const prefix found = find_prefix(stem, config);
    flyway_name made;
    if (found.what == kind::other) {
        return made;
    }
    const std::string_view rest = stem.substr(found.text.size());
    const std::size_t cut = std::min(rest.find(config.separator), rest.size());
    const std::string_view before = rest.substr(0, cut);
    const bool has_version = found.what != kind::repeatable && found.what != kind::callback;
    made.version = with_dots(before);
    if (has_version && !is_version(made.version)) {
        made.defect =
            before.empty() ? "it has no version" : fmt::format("\"{}\" is not a version", before);
        return made;
    }
    if (!has_version && !before.empty()) {
        made.defect = fmt::format("\"{}\" stands before {}", before, config.separator);
        return made;
    }
    made.what = found.what;
    made.slug = rest.substr(std::min(cut + config.separator.size(), rest.size()));
    made.description = made.slug;
    std::replace(made.description.begin(), made.description.end(), '_', ' ');
    made.event = found.what == kind::callback ? std::string(found.text) : "";
    return made;
}

} // namespace dunlin::migrator
