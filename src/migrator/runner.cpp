// SPDX-License-Identifier: MIT
#include "open_ledger.hpp"
#include "run.hpp"

#include <dunlin/migrator/runner.hpp>
#include <dunlin/sqldb/pending_connection.hpp>

namespace dunlin::migrator {
namespace {

plan_options rules_of(const up_options& options) {
    return {options.allow_out_of_order};
}

planner planner_of(const up_options& options) {
    return [options](const history& history) {
        return plan_up(history, options.until, rules_of(options));
    };
}

} // namespace

report up(const settings& settings, const up_options& options) {
    return run(settings, direction::up).execute(planner_of(options), options.single_transaction);
}

report down(const settings& settings, const target& until) {
    return run(settings, direction::down)
        .execute([&](const history& history) { return plan_down(history, until); }, false);
}

report to(const settings& settings, std::string_view version, const up_options& options) {
    return run(settings, direction::up)
        .execute(
            [&](const history& history) { return plan_to(history, version, rules_of(options)); },
            options.single_transaction);
}

report redo(const settings& settings) {
    return run(settings, direction::up).execute(plan_redo, false);
}

preview preview_up(const settings& settings, const up_options& options, bool with_sql) {
    return run(settings, direction::up).preview(planner_of(options), with_sql);
}

preview preview_down(const settings& settings, const target& until, bool with_sql) {
    return run(settings, direction::down)
        .preview([&](const history& history) { return plan_down(history, until); }, with_sql);
}

preview preview_to(const settings& settings, std::string_view version, const up_options& options,
                   bool with_sql) {
    return run(settings, direction::up)
        .preview(
            [&](const history& history) { return plan_to(history, version, rules_of(options)); },
            with_sql);
}

preview preview_redo(const settings& settings, bool with_sql) {
    return run(settings, direction::up).preview(plan_redo, with_sql);
}

std::unique_ptr<const database_status> status(const settings& settings) {
    auto status = std::make_unique<database_status>();
    // The server starts its process while the files are read.
    sqldb::pending_connection session(settings.database);
    source files = read_files(settings);
    sqldb::connection db = session.finish();
    opened_ledger opened = open_ledger(settings, std::move(files), db, nullptr);
    status->files = std::move(opened.files);
    status->recorded = std::move(opened.recorded);
    status->history = compare(status->files, status->recorded);
    status->tool = opened.ledger->tool();
    status->table = opened.ledger->table();
    status->limits = opened.ledger->limits();
    if (!status->recorded.locked.empty()) {
        status->files.notes.push_back(status->recorded.locked);
    }
    for (std::string& doubt : opened.ledger->doubts(db)) {
        status->files.notes.push_back(std::move(doubt));
    }
    status->as_superuser = db.parameter_status("is_superuser") == "on";
    return status;
}

} // namespace dunlin::migrator
