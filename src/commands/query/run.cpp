// SPDX-License-Identifier: MIT
#include "query/run.hpp"

#include "query/column_types.hpp"
#include "query/destination.hpp"
#include "query/hint.hpp"
#include "query/parameters.hpp"
#include "query/plan_printer.hpp"
#include "query/result_list.hpp"
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

/// "3 rows affected", or the command tag of a statement that counts no rows.
std::string effect_of(const sqldb::stream_end& end) {
    const std::string& tag = end.command_tag;
    const bool has_count = !tag.empty() && tag.back() >= '0' && tag.back() <= '9';
    if (!has_count) {
        return tag;
    }
    // CREATE TABLE AS has the same tag, but returns no rows.
    const bool is_select = tag.starts_with("SELECT") && end.rows == end.affected;
    return count_rows(end.affected) + (is_select ? " selected" : " affected");
}

} // namespace

query_run::query_run(const query_options& options, context& context)
    : options_(options), context_(context), format_(context.format(output::format::table)),
      text_(read_query(options, context)), prefix_(explain_prefix(options.explain, format_)) {
    prepare_statements();
    connect();
    fit_values(statements_.front());
}

query_run::~query_run() = default;

void query_run::prepare_statements() {
    const query_values values = read_parameters(options_.parameters, options_.parameters_file);
    try {
        sqldb::require_match(text_.sql, values.texts);
    } catch (...) {
        rethrow_located(nullptr);
    }
    for (const sqltext::statement& place : text_.statements) {
        const std::string_view sql = place.text(text_.sql);
        statements_.push_back({place, prefix_ + std::string(sql), values_in(sql, values)});
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
        print_results(destination);
    } else {
        print_plan(destination);
    }
    context_.debug(fmt::format(
        "time: {}", format_duration(std::chrono::duration_cast<std::chrono::microseconds>(
                        steady_clock::now() - start))));
}

void query_run::print_results(query_destination& destination) {
    result_list results(destination.out(), format_, statements_.size() == 1);
    if (options_.write) {
        change_rows(destination, results);
        return;
    }
    std::vector<sqldb::stream_end> ends;
    for (prepared_statement& statement : statements_) {
        ends.push_back(print_result(statement, destination, results));
    }
    results.end(std::nullopt);
    destination.complete();
    destination.deliver();
    for (const sqldb::stream_end& end : ends) {
        context_.debug(end.complete ? count_rows(end.rows) : "more rows were not printed");
    }
}

sqldb::stream_end query_run::print_result(prepared_statement& statement,
                                          query_destination& destination, result_list& results) {
    row_printer::options options;
    options.format = format_;
    options.rows = destination.row_options();
    options.rows.shape = results.shape();
    options.rows.header = !options_.no_header;
    options.rows.footer = options.rows.footer && !options_.no_header;
    options.max_rows = options_.max_rows;
    options.must_complete = options_.write;
    if (options_.write && results.is_single()) {
        options.written_to = written_to(context_);
    }
    options.on_begin = [&results] { results.begin_result(); };
    options.describe = [this](const auto& columns) { return describe(columns); };
    row_printer printer(destination.out(), std::move(options));
    fit_values(statement);
    auto end = execute(statement, printer);
    printer.finish(end);
    return end;
}

/// A statement that cannot be described would end the transaction; its own error is better. The
/// statements before it may create what it needs, so this is done when its turn comes.
void query_run::fit_values(prepared_statement& statement) {
    if (statement.values.json.empty()) {
        return;
    }
    try {
        std::optional<sqldb::savepoint> undone;
        if (changes_) {
            undone.emplace(*changes_);
        }
        fit_to_types(statement.values, statement.sql, *db_);
    } catch (...) {
        rethrow_located(&statement);
    }
    statement.values.json.clear();
}

void query_run::print_plan(query_destination& destination) {
    plan_printer printer(destination.out(), format_);
    if (options_.write) {
        // The transaction is rolled back, with all changes of EXPLAIN ANALYZE.
        const sqldb::transaction changes(*db_);
        execute(statements_.front(), printer);
    } else {
        execute(statements_.front(), printer);
    }
    printer.finish();
    destination.complete();
    destination.deliver();
    if (options_.write && options_.explain == explanation::analyze) {
        context_.info("the statement's changes were rolled back");
    }
}

sqldb::stream_end query_run::execute(const prepared_statement& statement,
                                     sqldb::row_receiver& receiver) {
    try {
        return options_.write
                   ? db_->stream(statement.sql, statement.values.texts, receiver)
                   : db_->stream_read_only(statement.sql, statement.values.texts, receiver);
    } catch (const error&) {
        rethrow_located(&statement);
    }
}

/// All output is written before the COMMIT, so that nothing is committed if it cannot be written.
void query_run::change_rows(query_destination& destination, result_list& results) {
    if (!text_.needs_no_transaction) {
        changes_ = std::make_unique<sqldb::transaction>(*db_);
    }
    std::vector<sqldb::stream_end> ends;
    for (prepared_statement& statement : statements_) {
        ends.push_back(print_result(statement, destination, results));
    }
    results.end(written_to(context_));
    destination.complete();
    if (changes_) {
        commit();
    }
    deliver_committed(destination, ends);
}

void query_run::commit() const {
    try {
        changes_->commit();
    } catch (const error&) {
        rethrow_located(nullptr);
    }
}

/// Errors from here on come after the COMMIT, and say so.
void query_run::deliver_committed(query_destination& destination,
                                  const std::vector<sqldb::stream_end>& ends) {
    try {
        destination.deliver();
    } catch (const output::closed_pipe&) {
        print_affected(ends); // the user has left the pager
        throw;
    } catch (error& problem) {
        const auto kept_rows = destination.keep_rows();
        problem.aftermath =
            kept_rows.empty()
                ? "The change was committed."
                : fmt::format("The change was committed; its rows are in {}.", kept_rows.string());
        throw;
    }
    print_affected(ends);
}

/// Rethrows the current error with its location in the user's text.
void query_run::rethrow_located(const prepared_statement* statement) const {
    try {
        throw;
    } catch (sqldb::sql_error& problem) {
        if (statement != nullptr && problem.position > prefix_.size()) {
            problem.at(text_.location_of(statement->place, problem.position - prefix_.size()));
        } else if (statement != nullptr && statements_.size() > 1) {
            problem.at(text_.location_of(statement->place, 0)); // which of them it was
        }
        if (problem.kind() == error_kind::read_only && !options_.write && problem.hint().empty()) {
            problem.with_hint("add --write to let the statement change data");
        }
        const bool is_unknown = problem.kind() == error_kind::undefined_table ||
                                problem.kind() == error_kind::undefined_column;
        if (statement != nullptr && is_unknown && problem.hint().empty()) {
            problem.with_hint(hint_for_unknown_name(problem, statement->sql, db_->settings()));
        }
        if (options_.write && statements_.size() > 1 && problem.aftermath.empty()) {
            problem.aftermath = "Nothing was committed.";
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

void query_run::print_affected(const std::vector<sqldb::stream_end>& ends) const {
    std::string text;
    for (const sqldb::stream_end& end : ends) {
        text += (text.empty() ? "" : ", ") + effect_of(end);
    }
    context_.info(fmt::format("{} in {}", text, to_string(context_.target())));
}

} // namespace dunlin::commands
