// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/copy.hpp>
#include <dunlin/sqldb/transaction.hpp>
#include <dunlin/widget/model.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dunlin::widgetdb {

/// What happens to a widget whose id is in the table already.
enum class on_conflict { fail, skip, update };

struct load_counts {
    std::int64_t created = 0;
    std::int64_t updated = 0;
    std::int64_t skipped = 0;
};

/// A row that cannot be loaded, and why.
struct bad_row {
    std::int64_t row = 0; ///< from 1, in the order of add()
    std::string problem;
    std::int64_t total = 0; ///< how many there are in all
};

/// Loads many widgets by one COPY in binary format. Conflicts that are not errors go through a
/// temporary table. Nothing is kept unless the transaction, which must outlive the loader, is
/// committed; no other statement may run in it before finish().
class loader {
public:
    loader(sqldb::transaction& tx, on_conflict mode);

    void add(const widget::widget& one);
    /// Throws what the server says, as sql_error.
    load_counts finish();

    /// After on_conflict::skip or update, instead of finish(): rows that would break a rule of the
    /// table (no such user; an id that stands twice among those to update), at most `most`.
    std::vector<bad_row> find_bad_rows(std::int64_t most);

private:
    void flush();
    void end_copy();

    sqldb::transaction& tx_;
    on_conflict mode_;
    std::optional<sqldb::copy_in> copy_;
    std::string buffer_;
    std::int64_t rows_ = 0;
};

/// Which row an error of finish() or add() is about (from its CONTEXT); nullopt when it names none.
std::optional<std::int64_t> row_number_of(const error& problem);

/// Those of the ids that no user has.
std::vector<uuid> find_unknown_users(sqldb::executor& db, const std::vector<uuid>& ids);

} // namespace dunlin::widgetdb
