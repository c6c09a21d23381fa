// SPDX-License-Identifier: MIT
#include "query/text.hpp"

#include "query/psql_command.hpp"
#include "shared/input.hpp"

#include <dunlin/base/position.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/base/utf16.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/sqltext/classify.hpp>
#include <dunlin/sqltext/statement.hpp>
#include <dunlin/sqltext/tokens.hpp>

#include <fmt/format.h>
#include <strings.h>

namespace dunlin::commands {
namespace {

constexpr const char* standard_input = "-";

query_text read_text(const query_options& options, const context& context) {
    if (!options.sql.empty() && !options.file.empty()) {
        throw error(error_kind::usage, "the query is given twice: as an argument and with --file");
    }
    if (!options.sql.empty()) {
        return {options.sql, "", false};
    }
    if (options.file.empty() && context.terminals().input) {
        throw error(error_kind::usage, "no query given")
            .with_hint("pass it as an argument, with --file FILE or on standard input");
    }
    const std::string path = options.file.empty() ? standard_input : options.file;
    const std::string text = input(path, context.stop()).read_all();
    return {std::string(without_bom(text)), path == standard_input ? "" : path, false};
}

error at_byte(const query_text& text, std::size_t offset, error problem) {
    problem.at(locate(text.sql, offset, text.name));
    return problem;
}

sqltext::statement only_statement(const query_text& text) {
    const auto statements = sqltext::split(text.sql);
    if (statements.empty()) {
        throw error(error_kind::usage, "the query is empty");
    }
    if (statements.size() > 1) {
        throw at_byte(
            text, statements[1].begin,
            error(error_kind::usage, fmt::format("a query is one statement, but this text has {}",
                                                 statements.size())));
    }
    return statements.front();
}

bool is_copy(std::string_view statement) {
    constexpr std::string_view word = "copy";
    return statement.size() > word.size() &&
           ::strncasecmp(statement.data(), word.data(), word.size()) == 0 &&
           sqltext::scan(statement).front().end == word.size();
}

/// READ ONLY does not prevent COPY TO a file or program of the server.
void refuse_copy(const query_text& text, const sqltext::statement& statement) {
    if (is_copy(statement.text(text.sql))) {
        throw at_byte(text, statement.begin,
                      error(error_kind::refused, "COPY can use files and programs on the server")
                          .with_hint("add --write to allow it; for rows use SELECT with --format "
                                     "csv and --output FILE"));
    }
}

void check_class(query_text& text, const sqltext::statement& statement, bool write) {
    using sqltext::statement_class;
    switch (sqltext::classify(statement.text(text.sql))) {
    case statement_class::ordinary:
        return;
    case statement_class::no_transaction:
        if (!write) {
            throw at_byte(text, statement.begin,
                          error(error_kind::refused, "this statement cannot run in a transaction, "
                                                     "so it cannot run read-only")
                              .with_hint("add --write to run it"));
        }
        text.needs_no_transaction = true;
        return;
    case statement_class::copy_from_stdin:
    case statement_class::copy_to_stdout:
        throw at_byte(
            text, statement.begin,
            error(error_kind::usage, "query does not support COPY FROM STDIN and COPY TO STDOUT")
                .with_hint("use SELECT with --format csv, or `dunlin seed load TABLE FILE`"));
    case statement_class::begin:
    case statement_class::commit:
    case statement_class::commit_and_chain:
    case statement_class::rollback:
    case statement_class::rollback_and_chain:
    case statement_class::savepoint:
    case statement_class::prepared:
        break;
    }
    throw at_byte(text, statement.begin,
                  error(error_kind::usage, "a query runs in its own transaction and cannot "
                                           "begin or end one"));
}

} // namespace

source_location query_text::location_of(std::size_t position) const {
    return locate(sql, byte_offset_of(sql, position == 0 ? 0 : position - 1), name);
}

query_text read_query(const query_options& options, context& context) {
    query_text text = read_text(options, context);
    if (const auto bad = find_invalid_utf8(text.sql)) {
        throw at_byte(text, *bad,
                      error(error_kind::usage, looks_like_utf16(text.sql)
                                                   ? "the query is UTF-16, not UTF-8"
                                                   : "the query is not valid UTF-8"));
    }
    refuse_psql_command(text.sql);
    const auto statement = only_statement(text);
    check_class(text, statement, options.write);
    if (!options.write) {
        refuse_copy(text, statement);
    }
    return text;
}

} // namespace dunlin::commands
