// SPDX-License-Identifier: MIT
#pragma once

#include "format/folder.hpp"

#include <dunlin/migrator/source.hpp>

#include <filesystem>
#include <span>
#include <string_view>

namespace dunlin::migrator {

/// How well a folder fits a format.
enum class fit {
    none,
    possible, ///< the names fit, and nothing contradicts it
    certain,  ///< something is there that no other format has
};

/// A reader of one on-disk format. Add a class, and its name to all_formats().
class format {
public:
    format() = default;
    format(const format&) = delete;
    format& operator=(const format&) = delete;
    virtual ~format() = default;

    [[nodiscard]] virtual std::string_view name() const noexcept = 0;
    /// By names first; at most a few files are read. Throws nothing for files that
    /// cannot be read: read() reports these.
    [[nodiscard]] virtual fit fits(const folder& at) const = 0;
    /// Fills in everything but the format's name: the migrations in any order, unless the order is
    /// `listed`. Throws error(config) with file and line; what needs the tool's own language is
    /// no error but a migration with needs_tool.
    virtual void read(const folder& at, const read_options& options, source& into) const = 0;
};

const format& dunlin_format();
const format& darwin_format();
const format& graphile_format();
const format& node_pg_migrate_format();
const format& prisma_format();
const format& sqitch_format();
const format& dbmate_format();
const format& golang_migrate_format();
const format& goose_format();
const format& sqlx_format();
const format& supabase_format();
const format& diesel_format();
const format& refinery_format();
const format& tern_format();
const format& flyway_format();
const format& liquibase_format();
std::span<const format* const> all_formats();

/// Reads a file for a format; error(config) with the line when it is not valid UTF-8, and with the
/// name when that is not UTF-8 without control characters, or the file is not a regular file of at
/// most 1 GiB.
std::shared_ptr<const source_file> read_source_file(const std::filesystem::path& path);
/// The same for a file that was read already.
std::shared_ptr<const source_file> make_source_file(source_file file);

/// Passes a problem to read_options::on_problem, or throws it where there is none.
void report_problem(const read_options& options, const error& problem);

/// Reads one part of a source, a file or a line. Readers wrap in it what can be malformed by
/// itself, so that a check finds more than the first problem.
template <class Call> void read_part(const read_options& options, Call&& call) {
    try {
        call();
    } catch (const error& problem) {
        report_problem(options, problem);
    }
}

/// "sha256:..." of an up script's bytes.
void compute_checksum(migration& migration);

} // namespace dunlin::migrator
