// SPDX-License-Identifier: MIT
#include "format/flyway/config.hpp"

#include "format/flyway/settings.hpp"
#include "format/format.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/position.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

namespace dunlin::migrator {
namespace {

namespace fs = std::filesystem;

bool is_utf8(std::string_view encoding) {
    const std::string name = lower_case(encoding);
    return name == "utf-8" || name == "utf8" || name == "us-ascii" || name == "ascii";
}

[[noreturn]] void fail_encoding(const flyway_setting& setting) {
    throw error(error_kind::config,
                fmt::format("{} sets the encoding {}", setting.key, setting.value))
        .with_hint("convert the files to UTF-8, for example with: iconv -f LATIN1 -t UTF-8")
        .at(setting.where);
}

bool boolean(const flyway_setting& setting) {
    const std::string value = lower_case(setting.value);
    if (value != "true" && value != "false") {
        throw error(error_kind::config,
                    fmt::format("invalid value for {}: \"{}\" (expected true or false)",
                                setting.key, setting.value))
            .at(setting.where);
    }
    return value == "true";
}

std::vector<std::string> list(std::string_view text) {
    std::vector<std::string> items;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        const std::string_view item = trim(text.substr(0, comma));
        if (!item.empty()) {
            items.emplace_back(item);
        }
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return items;
}

using setter = std::function<void(const flyway_setting&, flyway_config&)>;

setter text_into(std::string flyway_config::*member) {
    return [member](const flyway_setting& setting, flyway_config& into) {
        into.*member = setting.value;
    };
}

setter boolean_into(bool flyway_config::*member, bool sense = true) {
    return [member, sense](const flyway_setting& setting, flyway_config& into) {
        into.*member = boolean(setting) == sense;
    };
}

void set_schema(const flyway_setting& setting, flyway_config& into) {
    const auto names = list(setting.value);
    if (into.schema.empty() && !names.empty()) {
        into.schema = names.front();
    }
    into.notes.push_back(fmt::format(
        "{} sets {}: tables without a schema are created as search_path says; add options=-csearch_path={} to the connection",
        setting.where.file, setting.key, setting.value));
}

/// By name in lower case. What is missing here has to do with connecting, logging and verbs that
/// are spelled as flags here; those that would change what runs are named in ineffective_keys.
const std::map<std::string, setter, std::less<>>& setters() {
    static const std::map<std::string, setter, std::less<>> all{
        {"sqlmigrationprefix", text_into(&flyway_config::versioned_prefix)},
        {"undosqlmigrationprefix", text_into(&flyway_config::undo_prefix)},
        {"repeatablesqlmigrationprefix", text_into(&flyway_config::repeatable_prefix)},
        {"baselinemigrationprefix", text_into(&flyway_config::baseline_prefix)},
        {"sqlmigrationseparator", text_into(&flyway_config::separator)},
        {"sqlmigrationsuffixes", [](const flyway_setting& setting,
                                    flyway_config& into) { into.suffixes = list(setting.value); }},
        {"placeholderreplacement", boolean_into(&flyway_config::replaces_placeholders)},
        {"placeholderprefix", text_into(&flyway_config::placeholder_prefix)},
        {"placeholdersuffix", text_into(&flyway_config::placeholder_suffix)},
        {"placeholderseparator", text_into(&flyway_config::placeholder_separator)},
        {"environment", text_into(&flyway_config::environment)},
        {"table", text_into(&flyway_config::table)},
        {"defaultschema", set_schema},
        {"schemas", set_schema},
        {"outoforder", boolean_into(&flyway_config::any_order)},
        {"validatemigrationnaming", boolean_into(&flyway_config::refuses_other_names)},
        {"validateonmigrate", boolean_into(&flyway_config::validates)},
        {"executeintransaction", boolean_into(&flyway_config::in_transaction)},
        {"skipdefaultcallbacks", boolean_into(&flyway_config::runs_callbacks, false)},
        {"encoding",
         [](const flyway_setting& setting, flyway_config&) {
             if (!is_utf8(setting.value)) {
                 fail_encoding(setting);
             }
         }},
    };
    return all;
}

constexpr std::array<std::string_view, 12> ineffective_keys{"group",
                                                            "target",
                                                            "cherrypick",
                                                            "initsql",
                                                            "resolvers",
                                                            "callbacks",
                                                            "tablespace",
                                                            "baselineonmigrate",
                                                            "locations",
                                                            "errorhandlers",
                                                            "skipexecutingmigrations",
                                                            "callbacklocations"};

void apply_setting(const flyway_setting& setting, flyway_config& into) {
    const std::string key = lower_case(setting.key);
    constexpr std::string_view placeholders = "placeholders.";
    if (key.starts_with(placeholders)) {
        into.placeholders.insert_or_assign(key.substr(placeholders.size()), setting.value);
        return;
    }
    const auto known = setters().find(key);
    if (known != setters().end()) {
        known->second(setting, into);
    } else if (std::find(ineffective_keys.begin(), ineffective_keys.end(), key) !=
               ineffective_keys.end()) {
        into.notes.push_back(
            fmt::format("{} sets {}, which has no effect here", setting.where.file, setting.key));
    }
}

std::optional<fs::path> find_config(const folder& at) {
    std::error_code problem;
    fs::path path = fs::absolute(at.path(), problem).lexically_normal();
    if (problem || !fs::is_directory(path, problem)) {
        return std::nullopt; // files that a program carries lie nowhere
    }
    for (;;) {
        for (const char* name : {"flyway.toml", "flyway.conf"}) {
            if (fs::is_regular_file(path / name, problem)) {
                return path / name;
            }
        }
        if (fs::exists(path / ".git", problem) || path == path.parent_path()) {
            return std::nullopt;
        }
        path = path.parent_path();
    }
}

} // namespace

flyway_config read_flyway_config(const folder& at) {
    flyway_config config;
    const auto path = find_config(at);
    if (!path) {
        return config;
    }
    const auto file = read_source_file(*path);
    const auto settings = path->extension() == ".toml" ? read_flyway_toml(*file)
                                                       : read_flyway_properties(*file, "flyway.");
    for (const flyway_setting& setting : settings) {
        apply_setting(setting, config);
    }
    return config;
}

flyway_script_config read_flyway_script_config(const source_file& file) {
    flyway_script_config config;
    for (const flyway_setting& setting : read_flyway_properties(file, "")) {
        if (setting.key == "executeInTransaction") {
            config.in_transaction = boolean(setting);
        } else if (setting.key == "placeholderReplacement") {
            config.replaces_placeholders = boolean(setting);
        } else if (setting.key == "encoding") {
            if (!is_utf8(setting.value)) {
                fail_encoding(setting);
            }
        } else if (setting.key == "shouldExecute") {
            throw error(error_kind::config, "shouldExecute is not supported")
                .with_hint(
                    "remove the line; a migration that not every database needs can check that in a DO block")
                .at(setting.where);
        } else {
            static const std::array<std::string, 4> names{
                "executeInTransaction", "placeholderReplacement", "encoding", "shouldExecute"};
            const std::string meant = closest_match(setting.key, names);
            throw error(error_kind::config,
                        fmt::format("unknown script setting \"{}\"", setting.key))
                .with_hint(meant.empty()
                               ? "settings: executeInTransaction, placeholderReplacement, encoding"
                               : fmt::format("did you mean {}?", meant))
                .at(setting.where);
        }
    }
    return config;
}

} // namespace dunlin::migrator
