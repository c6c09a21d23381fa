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
    kind type;
};

/// The longest that the name begins with, as "beforeMigrate" and "beforeMigrateX" would be read
/// apart; empty: none.
prefix find_prefix(std::string_view stem, const flyway_config& config) {
    prefix found{"", kind::other};
    const auto consider = [&](std::string_view text, kind type) {
        if (stem.starts_with(text) && text.size() > found.text.size()) {
            found = {text, type};
        }
    };
    consider(config.versioned_prefix, kind::versioned);
    consider(config.undo_prefix, kind::undo);
    consider(config.repeatable_prefix, kind::repeatable);
    consider(config.baseline_prefix, kind::baseline);
    for (const flyway_callback& callback : flyway_callbacks()) {
        consider(callback.event, kind::callback);
    }
    return found;
}

std::string with_dots(std::string_view text) {
    std::string version(text);
    std::replace(version.begin(), version.end(), '_', '.');
    return version;
}

} // namespace

flyway_name read_flyway_name(std::string_view stem, const flyway_config& config) {
    const prefix found = find_prefix(stem, config);
    flyway_name name;
    if (found.type == kind::other) {
        return name;
    }
    const std::string_view rest = stem.substr(found.text.size());
    const std::size_t cut = std::min(rest.find(config.separator), rest.size());
    const std::string_view before = rest.substr(0, cut);
    const bool has_version = found.type != kind::repeatable && found.type != kind::callback;
    name.version = with_dots(before);
    if (has_version && !is_version(name.version)) {
        name.defect =
            before.empty() ? "no version" : fmt::format("invalid version: \"{}\"", before);
        return name;
    }
    if (!has_version && !before.empty()) {
        name.defect = fmt::format("\"{}\" comes before {}", before, config.separator);
        return name;
    }
    name.type = found.type;
    name.slug = rest.substr(std::min(cut + config.separator.size(), rest.size()));
    name.description = name.slug;
    std::replace(name.description.begin(), name.description.end(), '_', ' ');
    name.event = found.type == kind::callback ? std::string(found.text) : "";
    return name;
}

} // namespace dunlin::migrator
