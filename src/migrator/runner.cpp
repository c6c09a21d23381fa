// SPDX-License-Identifier: MIT
#include "apply.hpp"
#include "message.hpp"
#include "orphans.hpp"
#include "run_context.hpp"
#include "runner_lock.hpp"

#include <dunlin/migrator/runner.hpp>
#include <dunlin/migrator/version.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace dunlin::migrator {

run_context::run_context(const settings& given, observer& seen)
    : how(given), watcher(seen), book(make_dunlin_ledger(given.ledger_schema)),
      tag(fmt::format("{:08x}", static_cast<std::uint32_t>(random_number()))) {}
run_context::~run_context() = default;

namespace {

using clock = std::chrono::steady_clock;
using planner = std::function<plan(const history&)>;

std::chrono::microseconds since(clock::time_point begin) {
    return std::chrono::duration_cast<std::chrono::microseconds>(clock::now() - begin);
}

std::int64_t highest_rank(const ledger_state& recorded) {
    std::int64_t highest = 0;
    for (const ledger_row& row : recorded.rows) {
        highest = std::max(highest, row.rank);
    }
    return highest;
}

/// What is current and pending after all that the report says was done.
void summarise(const history& before, report& into) {
    std::map<std::string_view, direction> done;
    for (const outcome& each : into.applied) {
        done.insert_or_assign(each.version, each.way);
    }
    for (const entry& each : before.entries) {
        const auto touched = done.find(each.version);
        const bool untouched = touched == done.end();
        const bool to_run = each.where == state::pending || each.where == state::out_of_order ||
                            each.where == state::outdated || each.where == state::unfinished;
        const bool applied = untouched ? each.row != nullptr : touched->second == direction::up;
        if (untouched ? to_run : !applied) {
            ++into.pending;
        }
        if (applied && each.kind == migration_kind::versioned) {
            into.current = each.version;
        }
    }
}

/// One run from reading the files to its report.
class run {
public:
    run(const settings& how, direction way, bool in_one_transaction)
        : context_(how, how.watcher != nullptr ? *how.watcher : nobody_),
          in_one_transaction_(in_one_transaction) {
        report_.way = way;
    }

    report execute(const planner& make_plan) {
        const auto begin = clock::now();
        files_ = read_source(context_.how.folder, context_.how.format);
        context_.db.emplace(context_.how.database);
        recorded_ = context_.book->read(*context_.db);
        if (prepare_work(make_plan)) {
            context_.lock = std::make_unique<runner_lock>(context_.how, context_.watcher);
            read_under_lock();
            if (prepare_work(make_plan)) {
                apply_all();
            }
        }
        summarise(stand_, report_);
        report_.duration = since(begin);
        return std::move(report_);
    }

    /// Plans, and checks every script that will run. False: there is nothing to do.
    bool prepare_work(const planner& make_plan) {
        stand_ = compare(files_, recorded_);
        plan work = make_plan(stand_);
        work.refuse_problems();
        steps_ = std::move(work.steps);
        scripts_.clear();
        for (const plan_step& step : steps_) {
            scripts_.push_back(prepare_step(step));
        }
        return !steps_.empty();
    }

    prepared_script prepare_step(const plan_step& step) {
        const auto& lookup = context_.how.placeholder;
        if (step.way == direction::up || (step.file != nullptr && step.file->down)) {
            return prepare(*step.file, step.way, lookup);
        }
        const auto recorded = context_.book->down_sql(*context_.db, step.row->version);
        if (!recorded) {
            throw error(error_kind::history,
                        fmt::format("{} has no down script, neither in {} nor in the ledger",
                                    step.version(),
                                    step.file != nullptr ? step.file->file->name : "a file"))
                .with_hint("write one below the line: -- dunlin:down");
        }
        return prepare_recorded(step.row->version, *recorded);
    }

    void read_under_lock() {
        await_orphans(context_);
        recorded_ = context_.book->read(*context_.db);
        if (!recorded_.exists) {
            context_.book->create(*context_.db);
        }
        context_.next_rank = highest_rank(recorded_) + 1;
    }

    void apply_all() {
        context_.watcher.on_plan(steps_);
        for (std::size_t i = 0; i < steps_.size(); ++i) {
            context_.watcher.on_begin(steps_[i], i, steps_.size());
            const auto begin = clock::now();
            try {
                const std::size_t parts = apply(steps_[i], scripts_[i]);
                note_done(steps_[i], since(begin), parts);
            } catch (error& problem) {
                for (const outcome& each : report_.applied) {
                    problem.applied.push_back(each.version);
                }
                throw;
            }
        }
    }

    std::size_t apply(const plan_step& step, const prepared_script& script) {
        switch (script.run_as) {
        case prepared_script::manner::message:
            return apply_as_message(context_, step, script);
        case prepared_script::manner::pieces:
            return apply_in_pieces(context_, step, script);
        case prepared_script::manner::steps:
            break;
        }
        throw error(error_kind::failed, "steps");
    }

    void note_done(const plan_step& step, std::chrono::microseconds duration, std::size_t parts) {
        ++context_.next_rank;
        report_.applied.push_back({std::string(step.version()), std::string(step.description()),
                                   step.way, duration, parts});
        context_.watcher.on_done(step, duration, parts);
    }

    observer nobody_;
    run_context context_;
    bool in_one_transaction_;
    source files_;
    ledger_state recorded_;
    history stand_; ///< points into the two above
    std::vector<plan_step> steps_;
    std::vector<prepared_script> scripts_;
    report report_;
};

} // namespace

report up(const settings& how, const up_options& options) {
    return run(how, direction::up, options.single_transaction).execute([&](const history& stand) {
        return plan_up(stand, options.until, {options.allow_out_of_order});
    });
}

report down(const settings& how, const target& until) {
    return run(how, direction::down, false).execute([&](const history& stand) {
        return plan_down(stand, until);
    });
}

report to(const settings& how, std::string_view version, const up_options& options) {
    return run(how, direction::up, options.single_transaction).execute([&](const history& stand) {
        return plan_to(stand, version, {options.allow_out_of_order});
    });
}

report redo(const settings& how) {
    return run(how, direction::up, false).execute(plan_redo);
}

std::unique_ptr<const standing> status(const settings& how) {
    auto made = std::make_unique<standing>();
    made->files = read_source(how.folder, how.format);
    const auto book = make_dunlin_ledger(how.ledger_schema);
    sqldb::connection db(how.database);
    made->recorded = book->read(db);
    made->stand = compare(made->files, made->recorded);
    made->table = book->table();
    return made;
}

} // namespace dunlin::migrator
