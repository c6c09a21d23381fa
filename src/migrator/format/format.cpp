// SPDX-License-Identifier: MIT
#include "format/format.hpp"

#include <dunlin/base/digest.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/base/position.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/base/utf16.hpp>

#include <fmt/format.h>

#include <array>

namespace dunlin::migrator {

std::span<const format* const> all_formats() {
    static const std::array formats{
        &darwin_format(),    &dbmate_format(),   &diesel_format(),
        &dunlin_format(),    &flyway_format(),   &golang_migrate_format(),
        &goose_format(),     &graphile_format(), &node_pg_migrate_format(),
        &prisma_format(),    &refinery_format(), &sqitch_format(),
        &sqlx_format(),      &supabase_format(), &tern_format(),
        &liquibase_format(),
    };
    return formats;
}

namespace {

/// PostgreSQL accepts no longer message.
constexpr std::uintmax_t largest_file = std::uintmax_t(1) << 30U;

/// A name that no message, ledger or report could show: the bytes that are wrong are escaped.
std::string escaped(std::string_view name) {
    std::string shown;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        shown += byte < 0x20 || byte >= 0x7F ? fmt::format("\\x{:02X}", byte) : std::string(1, c);
    }
    return shown;
}

void check_name(const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    if (find_invalid_utf8(name)) {
        throw error(error_kind::config,
                    fmt::format("the file name {} is not valid UTF-8", escaped(name)))
            .with_hint("rename the file")
            .at({(path.parent_path() / escaped(name)).string(), 0, 0, ""});
    }
    if (has_control_character(name)) {
        throw error(error_kind::config,
                    fmt::format("the file name {} contains a control character", escaped(name)))
            .with_hint("rename the file")
            .at({(path.parent_path() / escaped(name)).string(), 0, 0, ""});
    }
}

} // namespace

std::shared_ptr<const source_file> read_source_file(const std::filesystem::path& path) {
    check_name(path);
    try {
        return make_source_file({path.string(), read_regular_file(path, largest_file)});
    } catch (error& problem) {
        if (!problem.where()) {
            problem.at({path.string(), 0, 0, ""});
        }
        throw;
    }
}

std::shared_ptr<const source_file> make_source_file(source_file given) {
    auto file = std::make_shared<const source_file>(std::move(given));
    const auto bad = find_invalid_utf8(file->text);
    if (bad) {
        const auto byte = static_cast<unsigned char>(file->text[*bad]);
        source_location place = locate(file->text, *bad, file->name);
        place.excerpt.clear();
        const std::string shown_byte =
            looks_like_utf16(file->text) ? "" : fmt::format(" (byte 0x{:02x})", byte);
        throw error(error_kind::config,
                    fmt::format("{} is {}{}", file->name, encoding_problem(file->text), shown_byte))
            .with_hint(std::string(encoding_hint(file->text)))
            .at(std::move(place));
    }
    return file;
}

void report_problem(const read_options& options, const error& problem) {
    if (!options.on_problem || problem.kind() != error_kind::config) {
        throw problem;
    }
    options.on_problem(problem);
}

void compute_checksum(migration& migration) {
    migration.checksum = "sha256:" + sha256(migration.up_text());
}

} // namespace dunlin::migrator
