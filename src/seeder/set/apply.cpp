// SPDX-License-Identifier: MIT
#include "load/late_errors.hpp"
#include "read/input.hpp"
#include "set/deferral.hpp"
#include "set/reset.hpp"
#include "set/row_meter.hpp"
#include "set/sequences.hpp"
#include "set/sql_script.hpp"
#include "table/table_shape.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/seeder/apply.hpp>

#include <algorithm>
#include <chrono>
#include <optional>

namespace dunlin::seeder {

struct seeding::item {
    std::string set;
    seed_file file;
    std::optional<sql_script> script; ///< of a SQL file

    [[nodiscard]] std::vector<table_name> tables() const {
        return script ? script->tables() : std::vector{table_name{file.schema, file.table}};
    }
};

namespace {

sql_script read_script(const seed_file& file) {
    return {file.path.string(), read_whole(file.path)};
}

template <class Items> std::vector<table_name> tables_of_all(const Items& items) {
    std::vector<table_name> all;
    for (const auto& item : items) {
        for (auto& table : item->tables()) {
            if (std::ranges::find(all, table) == all.end()) {
                all.push_back(std::move(table));
            }
        }
    }
    return all;
}

std::vector<std::string> names_of(const std::vector<table_name>& tables) {
    std::vector<std::string> names;
    names.reserve(tables.size());
    for (const auto& table : tables) {
        names.push_back(to_string(table));
    }
    return names;
}

constexpr const char* nothing_kept = "Nothing of the run was kept.";

row_counts load_data(sqldb::transaction& open, const seed_file& file, const load_options& options,
                     deferred_checks checks) {
    const auto rows = load_file(open, file, options, checks);
    advance_sequences(open, {file.schema, file.table});
    return rows;
}

/// Does the work of one file and reports what it did. `work` returns the rows.
template <class Work>
file_report measured(const std::string& set, const seed_file& file, Work&& work) {
    const auto start = std::chrono::steady_clock::now();
    const row_counts rows = work();
    return {set, file.path.string(), rows,
            std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                  start)};
}

/// The tags of a script's statements do not tell an upsert's inserts from its updates.
row_counts run_script(sqldb::transaction& open, const sql_script& script) {
    row_meter meter(open);
    return meter.finish(script.run(open, [&](std::string_view statement, const row_counts& so_far) {
        meter.note_savepoint(statement, so_far);
    }));
}

} // namespace

seeding::seeding(const std::vector<seed_set>& sets) {
    for (const auto& set : sets) {
        for (const auto& file : set.files) {
            auto next = std::make_unique<item>(item{set.name, file, std::nullopt});
            if (file.format == file_format::sql) {
                next->script.emplace(read_script(file));
            }
            items_.push_back(std::move(next));
        }
    }
}

seeding::~seeding() = default;

std::vector<std::string> seeding::tables() const {
    return names_of(tables_of_all(items_));
}

reset_plan seeding::plan_reset(sqldb::executor& db) const {
    return seeder::plan_reset(db, tables_of_all(items_));
}

run_report seeding::apply(sqldb::connection& db, const apply_options& options) const {
    run_report report;
    sqldb::transaction open(db);
    try {
        check_data_files(open);
        if (options.reset != reset_mode::none) {
            report.emptied = empty_tables(open, options.reset);
        }
        deferral foreign_keys(open);
        if (options.defer_foreign_keys) {
            foreign_keys.start(tables_of_all(items_));
        }
        run_items(open, options, report);
        const auto data_files = this->data_files();
        if (!data_files.empty()) {
            check_deferred(open, data_files, options.loading);
        }
        foreign_keys.finish();
    } catch (error& problem) {
        problem.aftermath = nothing_kept;
        throw;
    }
    open.commit();
    return report;
}

/// A table that a SQL file before makes is not there yet; such a file is checked when its turn
/// comes.
void seeding::check_data_files(sqldb::executor& db) const {
    bool script_before = false;
    for (const auto& each : items_) {
        script_before = script_before || each->script.has_value();
        if (!each->script &&
            (!script_before || find_table(db, {each->file.schema, each->file.table}))) {
            check_file(db, each->file);
        }
    }
}

std::vector<std::string> seeding::empty_tables(sqldb::transaction& open, reset_mode mode) const {
    const auto plan = plan_reset(open);
    truncate(open, plan, mode);
    auto emptied = plan.tables;
    emptied.insert(emptied.end(), plan.referencing.begin(), plan.referencing.end());
    return emptied;
}

std::vector<const seed_file*> seeding::data_files() const {
    std::vector<const seed_file*> files;
    for (const auto& each : items_) {
        if (!each->script) {
            files.push_back(&each->file);
        }
    }
    return files;
}

void seeding::run_items(sqldb::transaction& open, const apply_options& options,
                        run_report& report) const {
    for (const auto& each : items_) {
        report.files.push_back(measured(each->set, each->file, [&] {
            return each->script
                       ? run_script(open, *each->script)
                       : load_data(open, each->file, options.loading, deferred_checks::at_commit);
        }));
    }
}

run_report load_single_file(sqldb::connection& db, const seed_file& file,
                            const load_options& options) {
    run_report report;
    sqldb::transaction open(db);
    try {
        report.files.push_back(measured(
            {}, file, [&] { return load_data(open, file, options, deferred_checks::after_file); }));
    } catch (error& problem) {
        problem.aftermath = nothing_kept;
        throw;
    }
    open.commit();
    return report;
}

std::vector<std::string> tables_of(const seed_file& file) {
    if (file.format != file_format::sql) {
        return {to_string(table_name{file.schema, file.table})};
    }
    return names_of(read_script(file).tables());
}

} // namespace dunlin::seeder
