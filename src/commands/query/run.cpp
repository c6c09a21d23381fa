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

/// Unlike SET TIME ZONE it accepts the zone as a parameter.
constexpr std::string_view set_time_zone_sql =
    "SELECT pg_catalog.set_config('TimeZone', :zone, false)";

std::string explain_prefix(explanation explain, output::format format) {
    if (explain == explanation::none) {
        return "";
    }
    const bool analyze = explain == explanation::analyze;
    if (is_json(format)) {
        return analyze ? "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " : "EXPLAIN (FORMAT JSON) ";
    }
    return analyze ? "EXPLAIN (ANALYZE, BUFFERS) " : "EXPLAIN ";
}

void sleep_for(std::chrono::microseconds pause, const interruption& stop) {
    pollfd signal{stop.fd(), POLLIN, 0};
    const auto end = steady_clock::now() + pause;
    for (auto left = pause; left.count() > 0;
         left = std::chrono::ceil<std::chrono::microseconds>(end - steady_clock::now())) {
        const auto step = std::chrono::ceil<std::chrono::milliseconds>(
            std::min<std::chrono::microseconds>(left, std::chrono::hours(1)));
        ::poll(&signal, 1, static_cast<int>(step.count()));
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
    open_session();
    if (!options_.time_zone.empty()) {
        set_time_zone();
    }
}

void query_run::set_time_zone() {
    try {
        db_->run(set_time_zone_sql, {{"zone", options_.time_zone}});
    } catch (const sqldb::sql_error& problem) {
        constexpr std::string_view invalid_parameter_value = "22023";
        if (problem.sqlstate != invalid_parameter_value) {
            throw;
        }
        throw error(error_kind::usage, fmt::format("unknown time zone \"{}\"", options_.time_zone))
            .with_hint("`dunlin query 'SELECT name FROM pg_timezone_names ORDER BY 1'` lists the "
                       "time zones of the server");
    }
}

void query_run::open_session() {
    if (!options_.write) {
        db_.emplace(context_.database_settings());
        return;
    }
    change_permit permit(context_, "write to {}");
    db_.emplace(context_.database_settings());
    permit.read_protection(*db_);
    permit.grant();
}

void query_run::run_once() {
    query_destination destination(options_, context_, !text_.needs_no_transaction);
    run_to(destination);
}

void query_run::run_repeatedly(std::chrono::microseconds pause) {
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
    const auto start = steady_clock::now();
    if (options_.explain == explanation::none) {
        print_rows(destination);
    } else {
        print_plan(destination);
    }
    context_.debug(fmt::format(
        "time: {}", format_duration(std::chrono::duration_cast<std::chrono::microseconds>(
                        steady_clock::now() - start))));
}

void query_run::print_rows(query_destination& destination) {
    row_printer::options options;
    options.format = format_;
    options.rows = destination.row_options();
    options.rows.header = !options_.no_header;
    options.rows.footer = options.rows.footer && !options_.no_header;
    options.max_rows = options_.max_rows;
    options.must_complete = options_.write;
    if (options_.write) {
        options.written_to = written_to(context_);
    }
    options.describe = [this](const auto& columns) { return describe(columns); };
    row_printer printer(destination.out(), std::move(options));
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

void query_run::print_plan(query_destination& destination) {
    plan_printer printer(destination.out(), format_);
    if (options_.write) {
        // The transaction is rolled back, with all changes of EXPLAIN ANALYZE.
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

sqldb::stream_end query_run::execute(sqldb::row_receiver& receiver) {
    try {
        return options_.write ? db_->stream(sql_, values_.texts, receiver)
                              : db_->stream_read_only(sql_, values_.texts, receiver);
    } catch (const error&) {
        rethrow_located();
    }
}

/// All output is written before the COMMIT, so that nothing is committed if it cannot be written.
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

/// Errors from here on come after the COMMIT, and say so.
void query_run::deliver_committed(query_destination& destination, const sqldb::stream_end& end) {
    try {
        destination.deliver();
    } catch (const output::closed_pipe&) {
        print_affected(end); // the user has left the pager
        throw;
    } catch (error& problem) {
        const auto kept_rows = destination.keep_rows();
        problem.aftermath =
            kept_rows.empty()
                ? "The change was committed."
                : fmt::format("The change was committed; its rows are in {}.", kept_rows.string());
        throw;
    }
    print_affected(end);
}

/// Rethrows the current error with its location in the user's text.
void query_run::rethrow_located() const {
    try {
        throw;
    } catch (sqldb::sql_error& problem) {
        if (problem.position > prefix_.size()) {
            problem.at(text_.location_of(problem.position - prefix_.size()));
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
            source_location location = *problem.where();
            location.file = text_.name;
            problem.at(std::move(location));
        }
        throw;
    }
}

std::vector<output::column> query_run::describe(const std::vector<sqldb::column>& columns) const {
    // Only JSON depends on the types. The session is busy with the rows, so this needs another.
    if (!is_json(format_) || are_built_in(columns)) {
        return describe_columns(columns, nullptr);
    }
    sqldb::connection second(db_->settings());
    return describe_columns(columns, &second);
}

void query_run::print_affected(const sqldb::stream_end& end) const {
    // The command tag of a statement that changes rows ends with their number.
    const bool has_count =
        !end.command_tag.empty() && end.command_tag.back() >= '0' && end.command_tag.back() <= '9';
    context_.info(fmt::format("{} in {}",
                              has_count ? fmt::format("{} affected", count_rows(end.affected))
                                        : end.command_tag,
                              to_string(context_.target())));
}

} // namespace dunlin::commands
