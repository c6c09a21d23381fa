// SPDX-License-Identifier: MIT
#include "set/row_meter.hpp"

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

/// A TRUNCATE sets the counters of its table back, so that a later reading may be smaller.
std::int64_t growth(std::int64_t before, std::int64_t after) {
    return after >= before ? after - before : after;
}

row_counts difference(const row_counts& all, const row_counts& part) {
    return {all.inserted - part.inserted, all.updated - part.updated, all.deleted - part.deleted,
            all.skipped - part.skipped};
}

std::string folded(std::string_view word) {
    std::string lower(word);
    std::ranges::transform(lower, lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

/// The words of a short statement, as the server folds them.
std::vector<std::string> words_of(std::string_view statement) {
    std::vector<std::string> words;
    for (const auto& token : sqltext::scan(statement)) {
        const std::string_view text = statement.substr(token.begin, token.end - token.begin);
        if (token.kind == sqltext::token_kind::quoted_name) {
            words.emplace_back(text.substr(1, text.size() - 2));
        } else if (token.kind != sqltext::token_kind::comment &&
                   token.kind != sqltext::token_kind::symbol) {
            words.push_back(folded(text));
        }
    }
    return words;
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

row_meter::row_meter(sqldb::executor& open) : open_(open), before_(read()) {}

row_counts row_meter::read() {
    const auto row = sqldb::query_one<statistics_row>(open_, statistics_of_transaction);
    tracked_ = row.tracked;
    return {row.inserted, row.updated, row.deleted, 0};
}

row_counts row_meter::count_all(const row_counts& tags) {
    const row_counts after = read();
    if (!tracked_) {
        return tags;
    }
    return {growth(before_.inserted, after.inserted), growth(before_.updated, after.updated),
            growth(before_.deleted, after.deleted), tags.skipped};
}

row_counts row_meter::finish(const row_counts& tags) {
    return difference(count_all(tags), undone_);
}

void row_meter::undo_to(const mark& savepoint, const row_counts& counted) {
    // Of what was counted since the savepoint a part may have been undone before.
    row_counts since = difference(counted, savepoint.counted);
    since = difference(since, difference(undone_, savepoint.undone));
    undone_ += since;
}

void row_meter::note_savepoint(std::string_view statement, const row_counts& tags) {
    const auto words = words_of(statement);
    if (words.size() < 2) {
        return;
    }
    const row_counts counted = count_all(tags);
    const std::string& name = words.back();
    if (words.front() == "savepoint") {
        savepoints_.push_back({name, counted, undone_});
        return;
    }
    const auto found = std::find_if(savepoints_.rbegin(), savepoints_.rend(),
                                    [&](const mark& each) { return each.name == name; });
    if (found == savepoints_.rend()) {
        return; // the server will say so
    }
    if (words.front() == "rollback") {
        undo_to(*found, counted);
        savepoints_.erase(found.base(), savepoints_.end());
    } else {
        savepoints_.erase(std::prev(found.base()), savepoints_.end());
    }
}

} // namespace seeder
} // namespace dunlin
