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
        &darwin_format(), &dbmate_format(),   &diesel_format(),
        &dunlin_format(), &flyway_format(),   &golang_migrate_format(),
        &goose_format(),  &graphile_format(), &node_pg_migrate_format(),
        &prisma_format(), &refinery_format(), &sqitch_format(),
        &sqlx_format(),   &tern_format(),     &liquibase_format(),
    };
    return formats;
}

std::shared_ptr<const source_file> read_source_file(const std::filesystem::path& path) {
    return make_source_file({path.string(), read_file(path)});
}

std::shared_ptr<const source_file> make_source_file(source_file given) {
    auto file = std::make_shared<const source_file>(std::move(given));
    const auto bad = find_invalid_utf8(file->text);
    if (bad) {
        const auto byte = static_cast<unsigned char>(file->text[*bad]);
        source_location place = locate(file->text, *bad, file->name);
        place.excerpt.clear();
        if (looks_like_utf16(file->text)) {
            throw error(error_kind::config, fmt::format("{} is UTF-16, not UTF-8", file->name))
                .with_hint("convert it, for example with: iconv -f UTF-16 -t UTF-8")
                .at(std::move(place));
        }
        throw error(error_kind::config,
                    fmt::format("{} is not valid UTF-8 (byte 0x{:02x})", file->name, byte))
            .with_hint("convert it, for example with: iconv -f LATIN1 -t UTF-8")
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
