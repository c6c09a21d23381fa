// SPDX-License-Identifier: MIT
#include "status/json.hpp"

#include "shared/output_values.hpp"
#include "shared/write_target.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/migrator/check.hpp>
#include <dunlin/output/json_writer.hpp>

#include <algorithm>
#include <filesystem>

namespace dunlin::commands {
namespace {

using migrator::state;

constexpr std::string_view name_of(verdict verdict) {
    return verdict == verdict::problem   ? "problem"
           : verdict == verdict::pending ? "pending"
                                         : "up_to_date";
}

void write_counts(output::json_writer& json, const migrator::history& history) {
    json.key("counts").begin_object();
    for (const state state :
         {state::applied, state::pending, state::out_of_order, state::changed, state::missing,
          state::unfinished, state::outdated, state::cosmetic, state::baseline}) {
        json.member(migrator::to_string(state), history.count(state));
    }
    json.end_object();
}

void write_entry(output::json_writer& json, const migrator::entry& entry) {
    json.begin_object()
        .member("version", entry.version)
        .member("description", entry.description)
        .member("kind",
                entry.kind == migrator::migration_kind::repeatable ? "repeatable" : "versioned")
        .member("state", migrator::to_string(entry.state));
    json.key("file");
    entry.file != nullptr ? json.value(file_name_of(*entry.file)) : json.null();
    json.key("applied_at");
    const bool has_time = entry.row != nullptr && is_known(entry.row->applied_at);
    has_time ? json.value(format_utc(entry.row->applied_at)) : json.null();
    json.key("duration_ms");
    entry.row != nullptr ? json.value(entry.row->duration_ms) : json.null();
    json.key("renumbered_to");
    entry.renumbered_to != nullptr ? json.value(entry.renumbered_to->version) : json.null();
    json.end_object();
}

} // namespace

verdict verdict_of(const migrator::database_status& status) {
    const auto never_run = migrator::find_never_run(status.files);
    const bool has_forgotten_file =
        std::any_of(never_run.begin(), never_run.end(), [](const migrator::finding& found) {
            return migrator::level_of(found.type) == migrator::finding::level::error;
        });
    if (status.history.has_problem() || has_forgotten_file) {
        return verdict::problem;
    }
    return status.history.has_pending() ? verdict::pending : verdict::up_to_date;
}

std::string file_name_of(const migrator::migration& migration) {
    const std::filesystem::path path(migration.file->name);
    // Where each migration has its own folder, all files have the same name.
    const bool has_own_folder = path.filename() == "up.sql" || path.filename() == "migration.sql";
    return has_own_folder ? (path.parent_path().filename() / path.filename()).string()
                          : path.filename().string();
}

void write_status_json(const migrator::database_status& status, context& context) {
    output::json_writer json(context.out());
    json.begin_object().member("schema", 1);
    write_target(json, context);
    json.member("format", status.files.format);
    json.key("ledger").begin_object().member("tool", status.tool).member("table", status.table);
    json.key("limits").begin_array();
    for (const std::string& sentence : status.limits) {
        json.value(sentence);
    }
    json.end_array().end_object();
    json.member("verdict", name_of(verdict_of(status))).key("current");
    status.history.current.empty() ? json.null() : json.value(status.history.current);
    write_counts(json, status.history);
    json.key("migrations").begin_array();
    for (const migrator::entry& entry : status.history.entries) {
        write_entry(json, entry);
    }
    json.end_array().key("never_run").begin_array();
    for (const std::string& file : status.files.never_run) {
        json.value(file);
    }
    json.end_array().member("superuser", status.as_superuser).end_object();
}

} // namespace dunlin::commands
