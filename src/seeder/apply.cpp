// SPDX-License-Identifier: MIT
#include "deferral.hpp"
#include "input.hpp"
#include "reset.hpp"
#include "row_meter.hpp"
#include "sequences.hpp"
#include "sql_script.hpp"
#include "table_shape.hpp"

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
    for (const auto& table : tables) {
        names.push_back(to_string(table));
    }
    return names;
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
        foreign_keys.finish();
    } catch (error& problem) {
        problem.aftermath = "Nothing of the run was kept.";
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
    emptied.insert(emptied.end(), plan.outside.begin(), plan.outside.end());
    return emptied;
}

void seeding::run_items(sqldb::transaction& open, const apply_options& options,
                        run_report& report) const {
    row_meter meter(open);
    for (const auto& each : items_) {
        const auto start = std::chrono::steady_clock::now();
        row_counts tags;
        if (each->script) {
            tags = each->script->run(open);
        } else {
            tags = load_file(open, each->file, options.loading);
            advance_sequences(open, {each->file.schema, each->file.table});
        }
        const auto rows = meter.lap(tags);
        report.files.push_back({each->set, each->file.path.string(), rows,
                                std::chrono::duration_cast<std::chrono::microseconds>(
                                    std::chrono::steady_clock::now() - start)});
    }
}

std::vector<std::string> tables_of(const seed_file& file) {
    if (file.format != file_format::sql) {
        return {to_string(table_name{file.schema, file.table})};
    }
    return names_of(read_script(file).tables());
}

} // namespace dunlin::seeder
