// SPDX-License-Identifier: MIT
#include "statement_options.hpp"
#include "word_cursor.hpp"

#include <dunlin/sqltext/classify.hpp>

#include <array>

namespace dunlin::sqltext {
namespace {

using enum statement_class;

statement_class no_transaction_if(bool condition) noexcept {
    return condition ? no_transaction : ordinary;
}

void skip_transaction_word(word_cursor& words) {
    if (!words.take("work")) {
        words.take("transaction");
    }
}

bool take_and_chain(word_cursor& words) {
    return words.take_all({"and", "chain"});
}

statement_class classify_begin(word_cursor& /*words*/) {
    return begin;
}

statement_class classify_start(word_cursor& words) {
    return words.at("transaction") ? begin : ordinary;
}

statement_class classify_commit(word_cursor& words) {
    if (words.at("prepared")) {
        return prepared;
    }
    skip_transaction_word(words);
    return take_and_chain(words) ? commit_and_chain : commit;
}

statement_class classify_rollback(word_cursor& words) {
    if (words.at("prepared")) {
        return prepared;
    }
    skip_transaction_word(words);
    if (words.at("to")) {
        return savepoint;
    }
    return take_and_chain(words) ? rollback_and_chain : rollback;
}

statement_class classify_savepoint(word_cursor& /*words*/) {
    return savepoint;
}

// PREPARE transaction AS ... prepares a statement of that name.
statement_class classify_prepare(word_cursor& words) {
    const bool of_transaction = words.take("transaction") && words.kind() == token_kind::literal;
    return of_transaction && !words.at_end() ? prepared : ordinary;
}

/// COPY t (a, b) FROM STDIN, COPY (SELECT ...) TO STDOUT. The grammar takes either of the two last
/// words for either direction.
statement_class classify_copy(word_cursor& words) {
    if (!words.at("(")) {
        words.take("binary");
        words.skip_name();
    }
    if (words.at("(")) {
        words.skip_group();
    }
    const bool from = words.at("from");
    if (!words.take("from") && !words.take("to")) {
        return ordinary;
    }
    if (!words.at("stdin") && !words.at("stdout")) {
        return ordinary;
    }
    return from ? copy_from_stdin : copy_to_stdout;
}

// Its default is to make a slot on the other server, which no rollback would take back.
statement_class classify_create_subscription(word_cursor& words) {
    while (!words.at_end() && !words.at("with")) {
        words.advance();
    }
    words.advance();
    const statement_options options(words);
    return no_transaction_if(options.is_on_by_default("connect") &&
                             options.is_on_by_default("create_slot"));
}

statement_class classify_create(word_cursor& words) {
    if (words.take("subscription")) {
        return classify_create_subscription(words);
    }
    words.take("unique");
    return no_transaction_if(words.at("database") || words.at("tablespace") ||
                             words.take_all({"index", "concurrently"}));
}

statement_class classify_drop(word_cursor& words) {
    return no_transaction_if(words.at("database") || words.at("tablespace") ||
                             words.at("subscription") || words.take_all({"index", "concurrently"}));
}

statement_class classify_alter_table(word_cursor& words) {
    words.take_all({"if", "exists"});
    words.take("only");
    words.skip_name();
    words.take("*");
    if (!words.take_all({"detach", "partition"})) {
        return ordinary;
    }
    words.skip_name();
    return no_transaction_if(words.at("concurrently"));
}

statement_class classify_alter_database(word_cursor& words) {
    words.skip_name();
    return no_transaction_if(words.take_all({"set", "tablespace"}));
}

statement_class classify_alter_subscription(word_cursor& words) {
    words.skip_name();
    if (words.at("refresh")) {
        return no_transaction;
    }
    if (words.take("set") && words.at("(")) {
        const statement_options options(words);
        return no_transaction_if(options.has("failover") || options.has("two_phase"));
    }
    if (!words.take("add")) {
        words.take("drop");
    }
    if (!words.take("publication")) {
        return ordinary;
    }
    while (!words.at_end() && !words.take("with")) {
        words.advance();
    }
    return no_transaction_if(statement_options(words).is_on_by_default("refresh"));
}

statement_class classify_alter(word_cursor& words) {
    if (words.take("table")) {
        return classify_alter_table(words);
    }
    if (words.take("database")) {
        return classify_alter_database(words);
    }
    if (words.take("subscription")) {
        return classify_alter_subscription(words);
    }
    return no_transaction_if(words.at("system"));
}

statement_class classify_reindex(word_cursor& words) {
    const statement_options options(words);
    const bool whole = words.at("schema") || words.at("database") || words.at("system");
    words.advance();
    return no_transaction_if(whole || options.is_on("concurrently") || words.at("concurrently"));
}

statement_class classify_vacuum(word_cursor& /*words*/) {
    return no_transaction;
}

statement_class classify_cluster(word_cursor& words) {
    const statement_options options(words);
    words.take("verbose");
    return no_transaction_if(words.at_end());
}

/// PostgreSQL 19.
statement_class classify_repack(word_cursor& words) {
    const statement_options options(words);
    return no_transaction_if(words.at_end() || options.is_on("concurrently") ||
                             options.is_on("analyze"));
}

statement_class classify_discard(word_cursor& words) {
    return no_transaction_if(words.at("all"));
}

struct rule {
    std::string_view first;
    statement_class (*classify)(word_cursor& rest);
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
    word_cursor words(statement);
    for (const rule& candidate : rules) {
        if (words.take(candidate.first)) {
            return candidate.classify(words);
        }
    }
    return ordinary;
}

} // namespace dunlin::sqltext
