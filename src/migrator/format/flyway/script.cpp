// SPDX-License-Identifier: MIT
#include "format/flyway/script.hpp"

#include "format/flyway/settings.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/digest.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

/// As Flyway writes it, to the second.
std::string present_time() {
    std::string text = format_utc(now()).substr(0, 19);
    std::replace(text.begin(), text.end(), 'T', ' ');
    return text;
}

/// Those of Flyway's own placeholders that the files and this program know; the database knows the
/// others.
std::optional<std::string> built_in(std::string_view name, std::string_view file,
                                    const flyway_config& config) {
    if (name == "filename") {
        return std::string(file);
    }
    if (name == "workingdirectory") {
        std::error_code ignored;
        return std::filesystem::current_path(ignored).string();
    }
    if (name == "table") {
        return config.table;
    }
    if (name == "environment") {
        return config.environment;
    }
    if (name == "timestamp") {
        return present_time();
    }
    if (name == "defaultschema" && !config.schema.empty()) {
        return config.schema;
    }
    return std::nullopt;
}

edit replacement(std::string_view name, std::string_view file, const flyway_config& config) {
    edit edit;
    const std::string lower = lower_case(name);
    const std::string own = "flyway" + config.placeholder_separator;
    if (lower.starts_with(own)) {
        const std::string rest = lower.substr(own.size());
        const auto known = built_in(rest, file, config);
        edit.text = known.value_or("");
        edit.variable = known ? "" : "flyway:" + rest;
        return edit;
    }
    edit.variable = name;
    const auto given = config.placeholders.find(lower);
    if (given != config.placeholders.end()) {
        edit.text = given->second;
        edit.has_default = true;
    }
    return edit;
}

} // namespace

script flyway_script(const std::shared_ptr<const source_file>& file, std::string_view name,
                     const flyway_config& config, const flyway_script_config& own) {
    script script;
    script.file = file;
    script.end = file->text.size();
    script.options.honours_blocks = true;
    script.options.no_transaction = !own.in_transaction.value_or(config.in_transaction);
    if (!own.replaces_placeholders.value_or(config.replaces_placeholders)) {
        return script;
    }
    const std::string_view text = file->text;
    const std::string& prefix = config.placeholder_prefix;
    for (std::size_t at = 0; (at = text.find(prefix, at)) != std::string_view::npos;) {
        const std::size_t begin = at + prefix.size();
        // Flyway reads to the end for the suffix; without it, the rest is a name without a value.
        const std::size_t end = std::min(text.find(config.placeholder_suffix, begin), text.size());
        edit found = replacement(text.substr(begin, end - begin), name, config);
        found.begin = at;
        found.end = std::min(end + config.placeholder_suffix.size(), text.size());
        at = found.end;
        script.edits.push_back(std::move(found));
    }
    return script;
}

std::int32_t flyway_checksum(std::string_view text) {
    std::string joined;
    joined.reserve(text.size());
    for (const char c : without_bom(text)) {
        if (c != '\n' && c != '\r') {
            joined += c;
        }
    }
    return static_cast<std::int32_t>(crc32(joined));
}

std::vector<std::string> flyway_checksums(const migration& file, const read_options& options) {
    std::vector<std::string> all;
    const auto add = [&](std::string_view text) {
        std::string checksum = fmt::format("flyway:{}", flyway_checksum(text));
        if (std::find(all.begin(), all.end(), checksum) == all.end()) {
            all.push_back(std::move(checksum));
        }
    };
    if (file.kind == migration_kind::repeatable) {
        migration replaced = file;
        bool all_known = true;
        for (edit& edit : replaced.up.edits) {
            if (!edit.variable.empty()) {
                const auto value =
                    options.placeholder ? options.placeholder(edit.variable) : std::nullopt;
                all_known = all_known && (value || edit.has_default);
                edit.text = value.value_or(edit.text);
                edit.variable.clear();
            }
        }
        if (all_known) {
            add(replaced.edited_text(replaced.up));
        }
    }
    add(file.file->text);
    return all;
}

} // namespace dunlin::migrator
