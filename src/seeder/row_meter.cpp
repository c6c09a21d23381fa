// SPDX-License-Identifier: MIT
#include "row_meter.hpp"

#include <dunlin/sqldb/query.hpp>

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
SELECT coalesce(sum(n_tup_ins), 0)::bigint AS inserted,
       coalesce(sum(n_tup_upd), 0)::bigint AS updated,
       coalesce(sum(n_tup_del), 0)::bigint AS deleted,
       current_setting('track_counts')::boolean AS tracked
  FROM pg_catalog.pg_stat_xact_user_tables)";

/// A TRUNCATE sets the counters of its table back, so that a later reading may be smaller.
std::int64_t growth(std::int64_t before, std::int64_t after) {
    return after >= before ? after - before : after;
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

row_counts row_meter::lap(const row_counts& tags) {
    const row_counts after = read();
    if (!tracked_) {
        return tags;
    }
    const row_counts done{growth(before_.inserted, after.inserted),
                          growth(before_.updated, after.updated),
                          growth(before_.deleted, after.deleted), tags.skipped};
    before_ = after;
    return done;
}

} // namespace seeder
} // namespace dunlin
