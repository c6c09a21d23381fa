// SPDX-License-Identifier: MIT
#include "load/deferred_checks.hpp"
#include "read/input.hpp"
#include "set/deferral.hpp"
#include "set/reset.hpp"
#include "set/row_counter.hpp"
#include "set/sequences.hpp"
#include "set/sql_script.hpp"
#include "table/table_shape.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/seeder/apply.hpp>

#include <algorithm>
#include <chrono>
#include <optional>

namespace dunlin::seeder {

struct seeding::set_entry {
    std::string set;
    seed_file file;
    std::optional<sql_script> script; ///< of a SQL file

    [[nodiscard]] std::vector<table_name> tables() const {
        return script ? script->tables() : std::vector{table_name{file.schema, file.table}};
    }
};

namespace {

sql_script read_script(const seed_file& file) {
    return {file.path.string(), read_whole(file)};
}

template <class Entries> std::vector<table_name> tables_of_all(const Entries& entries) {
    std::vector<table_name> all;
    for (const auto& entry : entries) {
        for (auto& table : entry->tables()) {
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

constexpr const char* rolled_back = "Everything was rolled back.";

row_counts load_data(sqldb::transaction& transaction, const seed_file& file,
                     const load_options& options, deferred_checks checks) {
    const auto rows = load_file(transaction, file, options, checks);
    advance_sequences(transaction, {file.schema, file.table});
    return rows;
}

/// Calls `load`, which returns the rows of a file, and reports them with the time that it took.
template <class Load>
file_report report_file(const std::string& set, const seed_file& file, Load&& load) {
    const auto start = std::chrono::steady_clock::now();
    const row_counts rows = load();
    return {set, file.path.string(), rows,
            std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                  start)};
}

/// Counts rows with the server's statistics, because command tags count the updates of an upsert as
/// inserts.
row_counts run_script(sqldb::transaction& transaction, const sql_script& script) {
    row_counter counter(transaction);
    return counter.finish(
        script.run(transaction, [&](std::string_view statement, const row_counts& so_far) {
            counter.track_savepoint(statement, so_far);
        }));
}

} // namespace

seeding::seeding(const std::vector<seed_set>& sets) {
    for (const auto& set : sets) {
        for (const auto& file : set.files) {
            auto entry = std::make_unique<set_entry>(set_entry{set.name, file, std::nullopt});
            if (file.format == file_format::sql) {
                entry->script.emplace(read_script(file));
            }
            entries_.push_back(std::move(entry));
        }
    }
}

seeding::~seeding() = default;

std::vector<std::string> seeding::tables() const {
    return names_of(tables_of_all(entries_));
}

reset_plan seeding::plan_reset(sqldb::executor& db) const {
    return seeder::plan_reset(db, tables_of_all(entries_));
}

run_report seeding::apply(sqldb::connection& db, const apply_options& options) const {
    run_report report;
    sqldb::transaction transaction(db);
    try {
        check_data_files(transaction);
        if (options.reset != reset_mode::none) {
            report.emptied = empty_tables(transaction, options.reset);
        }
        deferral foreign_keys(transaction);
        if (options.defer_foreign_keys) {
            foreign_keys.start(tables_of_all(entries_));
        }
        run_entries(transaction, options, report);
        const auto data_files = this->data_files();
        if (!data_files.empty()) {
            check_deferred(transaction, data_files, options.loading);
        }
        foreign_keys.finish();
    } catch (error& problem) {
        problem.aftermath = rolled_back;
        throw;
    }
    transaction.commit();
    return report;
}

/// A data file whose table an earlier SQL file creates is checked when it is loaded.
void seeding::check_data_files(sqldb::executor& db) const {
    bool after_script = false;
    for (const auto& entry : entries_) {
        after_script = after_script || entry->script.has_value();
        if (!entry->script &&
            (!after_script || find_table(db, {entry->file.schema, entry->file.table}))) {
            check_file(db, entry->file);
        }
    }
}

std::vector<std::string> seeding::empty_tables(sqldb::transaction& transaction,
                                               reset_mode mode) const {
    const auto plan = plan_reset(transaction);
    truncate(transaction, plan, mode);
    auto emptied = plan.tables;
    emptied.insert(emptied.end(), plan.referencing.begin(), plan.referencing.end());
    return emptied;
}

std::vector<const seed_file*> seeding::data_files() const {
    std::vector<const seed_file*> files;
    for (const auto& entry : entries_) {
        if (!entry->script) {
            files.push_back(&entry->file);
        }
    }
    return files;
}

void seeding::run_entries(sqldb::transaction& transaction, const apply_options& options,
                          run_report& report) const {
    for (const auto& entry : entries_) {
        report.files.push_back(report_file(entry->set, entry->file, [&] {
            return entry->script ? run_script(transaction, *entry->script)
                                 : load_data(transaction, entry->file, options.loading,
                                             deferred_checks::at_commit);
        }));
    }
}

run_report load_single_file(sqldb::connection& db, const seed_file& file,
                            const load_options& options) {
    run_report report;
    sqldb::transaction transaction(db);
    try {
        report.files.push_back(report_file({}, file, [&] {
            return load_data(transaction, file, options, deferred_checks::after_file);
        }));
    } catch (error& problem) {
        problem.aftermath = rolled_back;
        throw;
    }
    transaction.commit();
    return report;
}

std::vector<std::string> tables_of(const seed_file& file) {
    if (file.format != file_format::sql) {
        return {to_string(table_name{file.schema, file.table})};
    }
    return names_of(read_script(file).tables());
}

} // namespace dunlin::seeder
