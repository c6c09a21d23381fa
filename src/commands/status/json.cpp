// SPDX-License-Identifier: MIT
#include "status/json.hpp"

#include "shared/write_target.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/output/json_writer.hpp>

#include <filesystem>

namespace dunlin::commands {
namespace {

using migrator::state;

constexpr std::string_view name_of(verdict found) {
    return found == verdict::problem   ? "problem"
           : found == verdict::pending ? "pending"
                                       : "up_to_date";
}

void write_counts(output::json_writer& json, const migrator::history& stand) {
    json.key("counts").begin_object();
    for (const state each :
         {state::applied, state::pending, state::out_of_order, state::changed, state::missing,
          state::unfinished, state::outdated, state::cosmetic, state::baseline}) {
        json.member(migrator::to_string(each), stand.count(each));
    }
    json.end_object();
}

void write_entry(output::json_writer& json, const migrator::entry& each) {
    json.begin_object()
        .member("version", each.version)
        .member("description", each.description)
        .member("kind",
                each.kind == migrator::migration_kind::repeatable ? "repeatable" : "versioned")
        .member("state", migrator::to_string(each.where));
    json.key("file");
    each.file != nullptr ? json.value(file_name_of(*each.file)) : json.null();
    json.key("applied_at");
    each.row != nullptr&& is_known(each.row->applied_at)
        ? json.value(format_utc(each.row->applied_at))
        : json.null();
    json.key("duration_ms");
    each.row != nullptr ? json.value(each.row->duration_ms) : json.null();
    json.end_object();
}

} // namespace

verdict verdict_of(const migrator::database_status& now) {
    if (now.history.has_problem() || !now.files.never_run.empty()) {
        return verdict::problem;
    }
    return now.history.has_pending() ? verdict::pending : verdict::up_to_date;
}

std::string file_name_of(const migrator::migration& of) {
    const std::filesystem::path path(of.file->name);
    // Where each migration has a folder of its own, the files in them are all called alike.
    const bool in_its_own = path.filename() == "up.sql" || path.filename() == "migration.sql";
    return in_its_own ? (path.parent_path().filename() / path.filename()).string()
                      : path.filename().string();
}

void write_status_json(const migrator::database_status& now, context& context) {
    output::json_writer json(context.out());
    json.begin_object().member("schema", 1);
    write_target(json, context);
    json.member("format", now.files.format);
    json.key("ledger").begin_object().member("tool", now.tool).member("table", now.table);
    json.key("limits").begin_array();
    for (const std::string& sentence : now.limits) {
        json.value(sentence);
    }
    json.end_array().end_object();
    json.member("verdict", name_of(verdict_of(now))).key("current");
    now.history.current.empty() ? json.null() : json.value(now.history.current);
    write_counts(json, now.history);
    json.key("migrations").begin_array();
    for (const migrator::entry& each : now.history.entries) {
        write_entry(json, each);
    }
    json.end_array().key("never_run").begin_array();
    for (const std::string& file : now.files.never_run) {
        json.value(file);
    }
    json.end_array().member("superuser", now.as_superuser).end_object();
}

} // namespace dunlin::commands
