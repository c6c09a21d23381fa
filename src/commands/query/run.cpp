// SPDX-License-Identifier: MIT
#include "query/run.hpp"

#include "query/column_types.hpp"
#include "query/destination.hpp"
#include "query/hint.hpp"
#include "query/parameters.hpp"
#include "query/plan_printer.hpp"
#include "query/row_printer.hpp"
#include "shared/change_permit.hpp"
#include "shared/write_target.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <fmt/format.h>
#include <poll.h>

namespace dunlin::commands {
namespace {

using std::chrono::steady_clock;

std::string explain_prefix(explanation wanted, output::format format) {
    if (wanted == explanation::none) {
        return "";
    }
    const bool analyze = wanted == explanation::analyze;
    if (is_json(format)) {
        return analyze ? "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " : "EXPLAIN (FORMAT JSON) ";
    }
    return analyze ? "EXPLAIN (ANALYZE, BUFFERS) " : "EXPLAIN ";
}

void sleep_for(std::chrono::microseconds pause, const interruption& stop) {
    pollfd watched{stop.fd(), POLLIN, 0};
    const auto until = steady_clock::now() + pause;
    for (auto left = pause; left.count() > 0;
         left = std::chrono::ceil<std::chrono::microseconds>(until - steady_clock::now())) {
        const auto step = std::chrono::ceil<std::chrono::milliseconds>(
            std::min<std::chrono::microseconds>(left, std::chrono::hours(1)));
        ::poll(&watched, 1, static_cast<int>(step.count()));
        stop.check();
    }
}

std::string count_rows(std::int64_t count) {
    return fmt::format("{} {}", count, count == 1 ? "row" : "rows");
}

} // namespace

query_run::query_run(const query_options& options, context& context)
    : options_(options), context_(context), format_(context.format(output::format::table)),
      text_(read_query(options, context)), prefix_(explain_prefix(options.explain, format_)),
      sql_(prefix_ + text_.sql),
      values_(read_parameters(options.parameters, options.parameters_file)) {
    try {
        sqldb::require_match(text_.sql, values_.texts);
    } catch (...) {
        rethrow_located();
    }
    connect();
    try {
        fit_to_types(values_, sql_, *db_);
    } catch (...) {
        rethrow_located();
    }
}

void query_run::connect() {
    if (!options_.write) {
        db_.emplace(context_.database_settings());
        return;
    }
    change_permit permit(context_, "write to {}");
    db_.emplace(context_.database_settings());
    permit.read_protection(*db_);
    permit.grant();
}

void query_run::once() {
    query_destination destination(options_, context_, !text_.needs_no_transaction);
    run_to(destination);
}

void query_run::repeat(std::chrono::microseconds pause) {
    const bool on_screen = context_.terminals().output.is_terminal;
    query_destination destination(options_, context_, !text_.needs_no_transaction);
    for (;;) {
        if (format_ != output::format::ndjson) {
            context_.print(fmt::format("{}{}, every {}\n", on_screen ? "\x1b[H\x1b[2J" : "",
                                       format_utc(now()), format_duration(pause)));
        }
        run_to(destination);
        context_.out().flush();
        sleep_for(pause, context_.stop());
    }
}

void query_run::run_to(query_destination& destination) {
    const auto begun = steady_clock::now();
    if (options_.explain == explanation::none) {
        show_rows(destination);
    } else {
        show_plan(destination);
    }
    context_.debug(fmt::format(
        "time: {}", format_duration(std::chrono::duration_cast<std::chrono::microseconds>(
                        steady_clock::now() - begun))));
}

void query_run::show_rows(query_destination& destination) {
    row_printer::options what;
    what.format = format_;
    what.rows = destination.row_options();
    what.max_rows = options_.max_rows;
    what.must_complete = options_.write;
    if (options_.write) {
        what.written_to = written_to(context_);
    }
    what.describe = [this](const auto& columns) { return describe(columns); };
    row_printer printer(destination.out(), std::move(what));
    if (options_.write) {
        change_rows(printer, destination);
        return;
    }
    const auto end = execute(printer);
    printer.finish(end);
    destination.complete();
    destination.deliver();
    context_.debug(end.complete ? count_rows(end.rows) : "more rows were not printed");
}

void query_run::show_plan(query_destination& destination) {
    plan_printer printer(destination.out(), format_);
    if (options_.write) {
        // Rolled back, what ANALYZE has done included.
        const sqldb::transaction changes(*db_);
        execute(printer);
    } else {
        execute(printer);
    }
    printer.finish();
    destination.complete();
    destination.deliver();
    if (options_.write && options_.explain == explanation::analyze) {
        context_.info("the statement's changes were rolled back");
    }
}

sqldb::stream_end query_run::execute(sqldb::row_receiver& to) {
    try {
        return options_.write ? db_->stream(sql_, values_.texts, to)
                              : db_->stream_read_only(sql_, values_.texts, to);
    } catch (const error&) {
        rethrow_located();
    }
}

/// Output that fails must mean that nothing was committed, so all of it is written before COMMIT.
void query_run::change_rows(row_printer& printer, query_destination& destination) {
    std::optional<sqldb::transaction> changes;
    if (!text_.needs_no_transaction) {
        changes.emplace(*db_);
    }
    const auto end = execute(printer);
    printer.finish(end);
    destination.complete();
    if (changes) {
        commit(*changes);
    }
    deliver_committed(destination, end);
}

void query_run::commit(sqldb::transaction& changes) const {
    try {
        changes.commit();
    } catch (const error&) {
        rethrow_located();
    }
}

/// What fails from here on fails after the COMMIT, and says so.
void query_run::deliver_committed(query_destination& destination, const sqldb::stream_end& end) {
    try {
        destination.deliver();
    } catch (const output::closed_pipe&) {
        print_affected(end); // the user has left the pager
        throw;
    } catch (error& problem) {
        const auto rest = destination.keep_rows();
        problem.aftermath =
            rest.empty()
                ? "The change was committed."
                : fmt::format("The change was committed; its rows are in {}.", rest.string());
        throw;
    }
    print_affected(end);
}

/// Gives the error at hand its place in the text that the user wrote.
void query_run::rethrow_located() const {
    try {
        throw;
    } catch (sqldb::sql_error& problem) {
        if (problem.position > prefix_.size()) {
            problem.at(text_.where(problem.position - prefix_.size()));
        }
        if (problem.kind() == error_kind::read_only && !options_.write && problem.hint().empty()) {
            problem.with_hint("add --write to let the statement change data");
        }
        const bool is_unknown = problem.kind() == error_kind::undefined_table ||
                                problem.kind() == error_kind::undefined_column;
        if (is_unknown && problem.hint().empty() && db_) {
            problem.with_hint(hint_for_unknown_name(problem, sql_, db_->settings()));
        }
        throw;
    } catch (error& problem) {
        if (problem.where() && !text_.name.empty()) {
            source_location where = *problem.where();
            where.file = text_.name;
            problem.at(std::move(where));
        }
        throw;
    }
}

std::vector<output::column> query_run::describe(const std::vector<sqldb::column>& columns) const {
    // Only JSON needs to know more than text; and the session is busy with the rows.
    if (!is_json(format_) || are_built_in(columns)) {
        return describe_columns(columns, nullptr);
    }
    sqldb::connection second(db_->settings());
    return describe_columns(columns, &second);
}

void query_run::print_affected(const sqldb::stream_end& end) const {
    // Tags of statements that change rows end in their number, others do not.
    const bool counted =
        !end.command_tag.empty() && end.command_tag.back() >= '0' && end.command_tag.back() <= '9';
    context_.info(fmt::format("{} in {}",
                              counted ? fmt::format("{} affected", count_rows(end.affected))
                                      : end.command_tag,
                              to_string(context_.target())));
}

} // namespace dunlin::commands
