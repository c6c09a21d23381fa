// SPDX-License-Identifier: MIT
#include "set/row_counter.hpp"

#include <dunlin/base/text.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/sqltext/tokens.hpp>

#include <algorithm>
#include <iterator>
#include <tuple>

namespace dunlin {
namespace seeder {
namespace {

struct statistics_row {
    std::int64_t inserted = 0;
    std::int64_t updated = 0;
    std::int64_t deleted = 0;
    bool tracked = false;
};

constexpr std::string_view statistics_of_transaction = R"(
SELECT coalesce(pg_catalog.sum(n_tup_ins), 0)::bigint AS inserted,
       coalesce(pg_catalog.sum(n_tup_upd), 0)::bigint AS updated,
       coalesce(pg_catalog.sum(n_tup_del), 0)::bigint AS deleted,
       pg_catalog.current_setting('track_counts')::boolean AS tracked
  FROM pg_catalog.pg_stat_xact_user_tables
 WHERE schemaname NOT LIKE 'pg\_temp%')";

/// TRUNCATE resets the counters of a table, so a later value can be smaller.
std::int64_t growth(std::int64_t before, std::int64_t after) {
    return after >= before ? after - before : after;
}

row_counts difference(const row_counts& all, const row_counts& part) {
    return {all.inserted - part.inserted, all.updated - part.updated, all.deleted - part.deleted,
            all.skipped - part.skipped};
}

/// The words and names of a statement, folded to lower case as the server does.
std::vector<std::string> tokens_of(std::string_view statement) {
    std::vector<std::string> tokens;
    for (const auto& token : sqltext::scan(statement)) {
        const std::string_view text = statement.substr(token.begin, token.end - token.begin);
        if (token.kind == sqltext::token_kind::quoted_name) {
            tokens.emplace_back(text.substr(1, text.size() - 2));
        } else if (token.kind != sqltext::token_kind::comment &&
                   token.kind != sqltext::token_kind::symbol) {
            tokens.push_back(lower_case(text));
        }
    }
    return tokens;
}

} // namespace
} // namespace seeder

template <> struct sqldb::mapping<seeder::statistics_row> {
    static constexpr auto fields = std::tuple{field("inserted", &seeder::statistics_row::inserted),
                                              field("updated", &seeder::statistics_row::updated),
                                              field("deleted", &seeder::statistics_row::deleted),
                                              field("tracked", &seeder::statistics_row::tracked)};
};

namespace seeder {

row_counter::row_counter(sqldb::executor& db) : db_(db), before_(read()) {}

row_counts row_counter::read() {
    const auto row = sqldb::query_one<statistics_row>(db_, statistics_of_transaction);
    tracked_ = row.tracked;
    return {row.inserted, row.updated, row.deleted, 0};
}

row_counts row_counter::count_all(const row_counts& tags) {
    const row_counts after = read();
    if (!tracked_) {
        return tags;
    }
    return {growth(before_.inserted, after.inserted), growth(before_.updated, after.updated),
            growth(before_.deleted, after.deleted), tags.skipped};
}

row_counts row_counter::finish(const row_counts& tags) {
    return difference(count_all(tags), rolled_back_);
}

void row_counter::undo_to(const savepoint& target, const row_counts& counted) {
    // A part of the rows since the savepoint may have been rolled back before.
    row_counts since = difference(counted, target.counted);
    since = difference(since, difference(rolled_back_, target.rolled_back));
    rolled_back_ += since;
}

void row_counter::track_savepoint(std::string_view statement, const row_counts& tags) {
    const auto tokens = tokens_of(statement);
    if (tokens.size() < 2) {
        return;
    }
    const row_counts counted = count_all(tags);
    const std::string& name = tokens.back();
    if (tokens.front() == "savepoint") {
        savepoints_.push_back({name, counted, rolled_back_});
        return;
    }
    const auto found = std::find_if(savepoints_.rbegin(), savepoints_.rend(),
                                    [&](const savepoint& known) { return known.name == name; });
    if (found == savepoints_.rend()) {
        return; // the server reports the error
    }
    if (tokens.front() == "rollback") {
        undo_to(*found, counted);
        savepoints_.erase(found.base(), savepoints_.end());
    } else {
        savepoints_.erase(std::prev(found.base()), savepoints_.end());
    }
}

} // namespace seeder
} // namespace dunlin
