// SPDX-License-Identifier: MIT
#include "convert/writer.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/migrator/scaffold.hpp>
#include <dunlin/migrator/source.hpp>
#include <dunlin/migrator/version.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>

namespace dunlin::migrator {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t timestamp_digits = 14;

source read_folder(const fs::path& folder, const read_options& options) {
    std::error_code ignored;
    if (!fs::exists(folder, ignored) || fs::is_empty(folder, ignored)) {
        return {};
    }
    try {
        return read_source(folder, options);
    } catch (const error& problem) {
        // A folder that holds no migration yet has no line to point at.
        if (problem.where()) {
            throw;
        }
        return {};
    }
}

bool is_timestamp(std::string_view version) {
    return version.size() == timestamp_digits && version.find('.') == std::string_view::npos &&
           (version.starts_with("19") || version.starts_with("20"));
}

/// Adds one to a number of any length, keeping its width: "0009" to "0010", "99" to "100".
std::string incremented(std::string number) {
    for (auto digit = number.rbegin(); digit != number.rend(); ++digit) {
        if (*digit != '9') {
            ++*digit;
            return number;
        }
        *digit = '0';
    }
    return "1" + number;
}

/// "1.09" to "1.10": the last number counts.
std::string next_in_sequence(const std::string& version) {
    const std::size_t dot = version.rfind('.');
    const std::size_t last = dot == std::string::npos ? 0 : dot + 1;
    return version.substr(0, last) + incremented(version.substr(last));
}

std::string timestamp_after(std::string_view newest) {
    std::string text = format_utc(std::chrono::floor<std::chrono::seconds>(now()));
    std::erase_if(text, [](unsigned char c) { return std::isdigit(c) == 0; });
    const bool is_behind = is_timestamp(newest) && compare_versions(text, newest) <= 0;
    return is_behind ? incremented(std::string(newest)) : text;
}

std::string file_slug(std::string_view slug) {
    std::string slug_text;
    for (const char c : slug) {
        const auto byte = static_cast<unsigned char>(c);
        const bool kept = std::isalnum(byte) != 0 || c == '-' || byte >= 0x80;
        if (kept) {
            slug_text += c;
        } else if (!slug_text.empty() && slug_text.back() != '_') {
            slug_text += '_';
        }
    }
    while (slug_text.ends_with('_')) {
        slug_text.pop_back();
    }
    if (slug_text.empty()) {
        throw error(error_kind::usage, fmt::format("\"{}\" contains no letter or digit", slug))
            .with_hint("for example: `dunlin migrate new add_widget_index`");
    }
    return slug_text;
}

std::string first_capital(std::string text) {
    std::replace(text.begin(), text.end(), '_', ' ');
    text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}

const writer* writer_of(std::string_view format) {
    const auto writers = all_writers();
    const auto found = std::find_if(writers.begin(), writers.end(),
                                    [&](const writer* writer) { return writer->name() == format; });
    return found == writers.end() ? nullptr : *found;
}

/// The files of an empty migration in the folder's own format.
conversion empty_migration(const source& all, const std::string& version, const std::string& slug) {
    conversion conversion;
    if (all.format.empty() || all.format == "dunlin") {
        conversion.files.push_back(
            {fmt::format("{}_{}.sql", version, slug),
             fmt::format("-- Version: {}\n-- Description: {}\n\n\n-- dunlin:down\n", version,
                         first_capital(slug))});
        return conversion;
    }
    const writer* found = writer_of(all.format);
    if (found == nullptr) {
        throw error(
            error_kind::config,
            fmt::format("this folder is in {} format, in which dunlin cannot create migrations",
                        all.format))
            .with_hint("create it with that tool or by hand");
    }
    plain_migration empty;
    empty.version = version;
    empty.description = first_capital(slug);
    empty.slug = slug;
    empty.down.emplace();
    found->write(empty, conversion);
    return conversion;
}

} // namespace

std::string written_version(const migration& migration) {
    const std::string name = fs::path(migration.file->name).filename().string();
    const std::size_t begin = std::min(name.find_first_of("0123456789"), name.size());
    const std::string digits =
        name.substr(begin, name.find_first_not_of("0123456789.", begin) - begin);
    const bool same = is_version(digits) && is_version(migration.version) &&
                      compare_versions(digits, migration.version) == 0;
    return same ? digits : migration.version;
}

std::string next_version(const source& files, std::optional<numbering> style) {
    if (files.versioned.empty()) {
        return style == numbering::sequence ? "1.01" : timestamp_after("");
    }
    const std::string newest = written_version(files.versioned.back());
    const bool by_time = style ? *style == numbering::timestamp : is_timestamp(newest);
    const std::string version = by_time ? timestamp_after(newest) : next_in_sequence(newest);
    // A folder that counted in its own way before may be ahead of the clock's number.
    return compare_versions(version, newest) > 0 ? version : next_in_sequence(newest);
}

std::string next_version(const fs::path& folder, std::optional<numbering> style,
                         const read_options& options) {
    return next_version(read_folder(folder, options), style);
}

bool is_writable_format(std::string_view format) {
    return format == "dunlin" || writer_of(format) != nullptr;
}

std::vector<fs::path> create_migration(const fs::path& folder, std::string_view slug,
                                       std::optional<numbering> style,
                                       const read_options& options) {
    std::error_code problem;
    if (fs::is_regular_file(folder, problem)) {
        throw error(error_kind::config,
                    fmt::format("{} is a document, not a folder", folder.string()))
            .with_hint("add a section that starts with -- Version: and -- Description: lines");
    }
    const std::string name = file_slug(slug);
    const source all = read_folder(folder, options);
    std::string version = next_version(all, style);
    fs::create_directories(folder, problem);
    while (true) {
        const conversion conversion = empty_migration(all, version, name);
        if (write_new_file(folder / conversion.files.front().name, conversion.files.front().text)) {
            std::vector<fs::path> written;
            for (const conversion::file& file : conversion.files) {
                written.push_back(folder / file.name);
                if (&file != &conversion.files.front() &&
                    !write_new_file(written.back(), file.text)) {
                    throw error(error_kind::refused,
                                fmt::format("{} already exists", written.back().string()));
                }
            }
            return written;
        }
        version = next_in_sequence(version);
    }
}

} // namespace dunlin::migrator
