// SPDX-License-Identifier: MIT
#include "query/text.hpp"

#include "query/psql_command.hpp"
#include "shared/input.hpp"

#include <dunlin/base/position.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/sqltext/classify.hpp>
#include <dunlin/sqltext/statement.hpp>
#include <dunlin/sqltext/tokens.hpp>

#include <fmt/format.h>
#include <strings.h>

#include <array>
#include <string_view>

namespace dunlin::commands {
namespace {

using namespace std::string_view_literals;

constexpr const char* standard_input = "-";

query_text read_text(const query_options& options, const context& context) {
    if (!options.sql.empty() && !options.file.empty()) {
        throw error(error_kind::usage, "the query is given twice: as an argument and with --file");
    }
    if (!options.sql.empty()) {
        return {options.sql, "", {}, false};
    }
    if (options.file.empty() && context.terminals().input) {
        throw error(error_kind::usage, "no query given")
            .with_hint("pass it as an argument, with --file FILE or on standard input");
    }
    const std::string path = options.file.empty() ? standard_input : options.file;
    const std::string text = input(path, context.stop()).read_all();
    return {std::string(without_bom(text)), path == standard_input ? "" : path, {}, false};
}

error at_byte(const query_text& text, std::size_t offset, error problem) {
    problem.at(locate(text.sql, offset, text.name));
    return problem;
}

/// Some outputs have room for one result only.
void refuse_several(const query_text& text, const query_options& options, context& context) {
    const auto refuse = [&](const std::string& what, const char* hint) {
        throw at_byte(text, text.statements[1].begin,
                      error(error_kind::usage, fmt::format("{} takes one statement, but this text "
                                                           "has {}",
                                                           what, text.statements.size()))
                          .with_hint(hint));
    };
    if (options.explain != explanation::none) {
        refuse("--explain", "explain one statement at a time");
    }
    const output::format format = context.format(output::format::table);
    if (format == output::format::csv || format == output::format::ndjson) {
        refuse(std::string(to_string(format)),
               "use --format table, vertical, markdown or json, or run one statement at a time");
    }
}

bool begins_with(std::string_view statement, std::string_view word) {
    return statement.size() >= word.size() &&
           ::strncasecmp(statement.data(), word.data(), word.size()) == 0 &&
           sqltext::scan(statement).front().end == word.size();
}

/// ROLLBACK does not undo what these do to the session, which a pooler lends to others.
constexpr std::array session_words{"DEALLOCATE"sv, "DISCARD"sv, "LOAD"sv, "PREPARE"sv};

/// READ ONLY prevents neither COPY TO a file or program of the server nor changes of the session.
void refuse_server_effects(const query_text& text, const sqltext::statement& statement) {
    const std::string_view sql = statement.text(text.sql);
    if (begins_with(sql, "copy")) {
        throw at_byte(text, statement.begin,
                      error(error_kind::refused, "COPY can use files and programs on the server")
                          .with_hint("add --write to allow it; for rows use SELECT with --format "
                                     "csv and --output FILE"));
    }
    for (const std::string_view word : session_words) {
        if (begins_with(sql, word)) {
            throw at_byte(text, statement.begin,
                          error(error_kind::refused,
                                fmt::format("{} changes the session, which outlives the query "
                                            "behind a pooler",
                                            word))
                              .with_hint("add --write to allow it; values can be passed as --param "
                                         "NAME=VALUE"));
        }
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
        if (text.statements.size() > 1) {
            throw at_byte(text, statement.begin,
                          error(error_kind::usage,
                                "this statement cannot run in a transaction, but the statements of "
                                "a query run in one")
                              .with_hint("run it in a query of its own"));
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

source_location query_text::location_of(const sqltext::statement& statement,
                                        std::size_t position) const {
    const std::size_t within =
        byte_offset_of(statement.text(sql), position == 0 ? 0 : position - 1);
    return locate(sql, statement.begin + within, name);
}

query_text read_query(const query_options& options, context& context) {
    query_text text = read_text(options, context);
    if (const auto bad = find_invalid_utf8(text.sql)) {
        throw at_byte(text, *bad, error(error_kind::usage, "the query is not valid UTF-8"));
    }
    refuse_psql_command(text.sql);
    text.statements = sqltext::split(text.sql);
    if (text.statements.empty()) {
        throw error(error_kind::usage, "the query is empty");
    }
    if (text.statements.size() > 1) {
        refuse_several(text, options, context);
    }
    for (const sqltext::statement& statement : text.statements) {
        refuse_psql_command(statement.text(text.sql));
        check_class(text, statement, options.write);
        if (!options.write) {
            refuse_server_effects(text, statement);
        }
    }
    return text;
}

} // namespace dunlin::commands
