// SPDX-License-Identifier: MIT
#include "bookkeeping.hpp"
#include "run.hpp"

#include <dunlin/migrator/runner.hpp>

namespace dunlin::migrator {
namespace {

plan_options rules_of(const up_options& options) {
    return {options.allow_out_of_order};
}

planner planner_of(const up_options& options) {
    return [options](const history& stand) {
        return plan_up(stand, options.until, rules_of(options));
    };
}

} // namespace

report up(const settings& how, const up_options& options) {
    return run(how, direction::up).execute(planner_of(options), options.single_transaction);
}

report down(const settings& how, const target& until) {
    return run(how, direction::down)
        .execute([&](const history& stand) { return plan_down(stand, until); }, false);
}

report to(const settings& how, std::string_view version, const up_options& options) {
    return run(how, direction::up)
        .execute([&](const history& stand) { return plan_to(stand, version, rules_of(options)); },
                 options.single_transaction);
}

report redo(const settings& how) {
    return run(how, direction::up).execute(plan_redo, false);
}

preview preview_up(const settings& how, const up_options& options, bool with_sql) {
    return run(how, direction::up).look(planner_of(options), with_sql);
}

preview preview_down(const settings& how, const target& until, bool with_sql) {
    return run(how, direction::down)
        .look([&](const history& stand) { return plan_down(stand, until); }, with_sql);
}

preview preview_to(const settings& how, std::string_view version, const up_options& options,
                   bool with_sql) {
    return run(how, direction::up)
        .look([&](const history& stand) { return plan_to(stand, version, rules_of(options)); },
              with_sql);
}

preview preview_redo(const settings& how, bool with_sql) {
    return run(how, direction::up).look(plan_redo, with_sql);
}

std::unique_ptr<const standing> status(const settings& how) {
    auto made = std::make_unique<standing>();
    // The server starts its process while the files are read.
    sqldb::connecting session(how.database);
    source files = read_files(how);
    sqldb::connection db = session.finish();
    opened_books books = open_books(how, std::move(files), db, nullptr);
    made->files = std::move(books.files);
    made->recorded = std::move(books.recorded);
    made->stand = compare(made->files, made->recorded);
    made->tool = books.book->tool();
    made->table = books.book->table();
    made->limits = books.book->limits();
    if (!made->recorded.locked.empty()) {
        made->files.notes.push_back(made->recorded.locked);
    }
    for (std::string& doubt : books.book->doubts(db)) {
        made->files.notes.push_back(std::move(doubt));
    }
    made->as_superuser = db.reported("is_superuser") == "on";
    return made;
}

} // namespace dunlin::migrator
