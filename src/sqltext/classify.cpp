// SPDX-License-Identifier: MIT
#include "statement_options.hpp"
#include "token_cursor.hpp"

#include <dunlin/sqltext/classify.hpp>

#include <array>

namespace dunlin::sqltext {
namespace {

using enum statement_class;

statement_class no_transaction_if(bool condition) noexcept {
    return condition ? no_transaction : ordinary;
}

void skip_transaction_keyword(token_cursor& tokens) {
    if (!tokens.accept("work")) {
        tokens.accept("transaction");
    }
}

bool accept_and_chain(token_cursor& tokens) {
    return tokens.accept_all({"and", "chain"});
}

statement_class classify_begin(token_cursor& /*tokens*/) {
    return begin;
}

statement_class classify_start(token_cursor& tokens) {
    return tokens.at("transaction") ? begin : ordinary;
}

statement_class classify_commit(token_cursor& tokens) {
    if (tokens.at("prepared")) {
        return prepared;
    }
    skip_transaction_keyword(tokens);
    return accept_and_chain(tokens) ? commit_and_chain : commit;
}

statement_class classify_rollback(token_cursor& tokens) {
    if (tokens.at("prepared")) {
        return prepared;
    }
    skip_transaction_keyword(tokens);
    if (tokens.at("to")) {
        return savepoint;
    }
    return accept_and_chain(tokens) ? rollback_and_chain : rollback;
}

statement_class classify_savepoint(token_cursor& /*tokens*/) {
    return savepoint;
}

// PREPARE transaction AS ... prepares a statement of that name.
statement_class classify_prepare(token_cursor& tokens) {
    const bool of_transaction =
        tokens.accept("transaction") && tokens.kind() == token_kind::literal;
    return of_transaction && !tokens.at_end() ? prepared : ordinary;
}

/// COPY t (a, b) FROM STDIN, COPY (SELECT ...) TO STDOUT. The grammar accepts STDIN and STDOUT for
/// either direction.
statement_class classify_copy(token_cursor& tokens) {
    if (!tokens.at("(")) {
        tokens.accept("binary");
        tokens.skip_name();
    }
    if (tokens.at("(")) {
        tokens.skip_group();
    }
    const bool from = tokens.at("from");
    if (!tokens.accept("from") && !tokens.accept("to")) {
        return ordinary;
    }
    if (!tokens.at("stdin") && !tokens.at("stdout")) {
        return ordinary;
    }
    return from ? copy_from_stdin : copy_to_stdout;
}

// By default it creates a slot on the other server, which a rollback would not remove.
statement_class classify_create_subscription(token_cursor& tokens) {
    while (!tokens.at_end() && !tokens.at("with")) {
        tokens.advance();
    }
    tokens.advance();
    const statement_options options(tokens);
    return no_transaction_if(options.is_on_by_default("connect") &&
                             options.is_on_by_default("create_slot"));
}

statement_class classify_create(token_cursor& tokens) {
    if (tokens.accept("subscription")) {
        return classify_create_subscription(tokens);
    }
    tokens.accept("unique");
    return no_transaction_if(tokens.at("database") || tokens.at("tablespace") ||
                             tokens.accept_all({"index", "concurrently"}));
}

statement_class classify_drop(token_cursor& tokens) {
    return no_transaction_if(tokens.at("database") || tokens.at("tablespace") ||
                             tokens.at("subscription") ||
                             tokens.accept_all({"index", "concurrently"}));
}

statement_class classify_alter_table(token_cursor& tokens) {
    tokens.accept_all({"if", "exists"});
    tokens.accept("only");
    tokens.skip_name();
    tokens.accept("*");
    if (!tokens.accept_all({"detach", "partition"})) {
        return ordinary;
    }
    tokens.skip_name();
    return no_transaction_if(tokens.at("concurrently"));
}

statement_class classify_alter_database(token_cursor& tokens) {
    tokens.skip_name();
    return no_transaction_if(tokens.accept_all({"set", "tablespace"}));
}

statement_class classify_alter_subscription(token_cursor& tokens) {
    tokens.skip_name();
    if (tokens.at("refresh")) {
        return no_transaction;
    }
    if (tokens.accept("set") && tokens.at("(")) {
        const statement_options options(tokens);
        return no_transaction_if(options.has("failover") || options.has("two_phase"));
    }
    if (!tokens.accept("add")) {
        tokens.accept("drop");
    }
    if (!tokens.accept("publication")) {
        return ordinary;
    }
    while (!tokens.at_end() && !tokens.accept("with")) {
        tokens.advance();
    }
    return no_transaction_if(statement_options(tokens).is_on_by_default("refresh"));
}

statement_class classify_alter(token_cursor& tokens) {
    if (tokens.accept("table")) {
        return classify_alter_table(tokens);
    }
    if (tokens.accept("database")) {
        return classify_alter_database(tokens);
    }
    if (tokens.accept("subscription")) {
        return classify_alter_subscription(tokens);
    }
    return no_transaction_if(tokens.at("system"));
}

statement_class classify_reindex(token_cursor& tokens) {
    const statement_options options(tokens);
    const bool whole = tokens.at("schema") || tokens.at("database") || tokens.at("system");
    tokens.advance();
    return no_transaction_if(whole || options.is_on("concurrently") || tokens.at("concurrently"));
}

statement_class classify_vacuum(token_cursor& /*tokens*/) {
    return no_transaction;
}

statement_class classify_cluster(token_cursor& tokens) {
    const statement_options options(tokens);
    tokens.accept("verbose");
    return no_transaction_if(tokens.at_end());
}

/// PostgreSQL 19.
statement_class classify_repack(token_cursor& tokens) {
    const statement_options options(tokens);
    return no_transaction_if(tokens.at_end() || options.is_on("concurrently") ||
                             options.is_on("analyze"));
}

statement_class classify_discard(token_cursor& tokens) {
    return no_transaction_if(tokens.at("all"));
}

struct rule {
    std::string_view first;
    statement_class (*classify)(token_cursor& rest);
};

constexpr std::array rules{
    rule{"abort", classify_rollback},    rule{"alter", classify_alter},
    rule{"begin", classify_begin},       rule{"cluster", classify_cluster},
    rule{"commit", classify_commit},     rule{"copy", classify_copy},
    rule{"create", classify_create},     rule{"discard", classify_discard},
    rule{"drop", classify_drop},         rule{"end", classify_commit},
    rule{"prepare", classify_prepare},   rule{"reindex", classify_reindex},
    rule{"release", classify_savepoint}, rule{"repack", classify_repack},
    rule{"rollback", classify_rollback}, rule{"savepoint", classify_savepoint},
    rule{"start", classify_start},       rule{"vacuum", classify_vacuum},
};

} // namespace

statement_class classify(std::string_view statement) {
    token_cursor tokens(statement);
    for (const rule& candidate : rules) {
        if (tokens.accept(candidate.first)) {
            return candidate.classify(tokens);
        }
    }
    return ordinary;
}

} // namespace dunlin::sqltext
