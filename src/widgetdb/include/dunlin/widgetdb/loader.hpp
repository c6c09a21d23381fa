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

/// What happens to a widget whose ID exists already.
enum class on_conflict { fail, skip, update };

struct load_counts {
    std::int64_t created = 0;
    std::int64_t updated = 0;
    std::int64_t skipped = 0;
};

/// A row that cannot be loaded.
struct bad_row {
    std::int64_t row = 0; ///< from 1, in the order of add()
    std::string problem;
    std::int64_t total = 0; ///< number of all bad rows
};

/// Loads many widgets with one COPY in binary format; with `skip` and `update` into a temporary
/// table that is merged by finish(). The transaction must outlive the loader and run no other
/// statement before finish(); the caller commits it.
class loader {
public:
    loader(sqldb::transaction& transaction, on_conflict mode);

    void add(const widget::widget& widget);
    /// Throws sql_error for rows that the server rejects.
    load_counts finish();

    /// Instead of finish(), with `skip` and `update` only: rows whose user does not exist and, with
    /// `update`, rows that repeat an ID; at most `limit` of them, in their order.
    std::vector<bad_row> find_bad_rows(std::int64_t limit);

private:
    void flush();
    void end_copy();

    sqldb::transaction& transaction_;
    on_conflict mode_;
    std::optional<sqldb::copy_in> copy_;
    std::string buffer_;
    std::int64_t rows_ = 0;
};

/// The number of the row in the CONTEXT of an error of add() or finish(); nullopt if it names none.
std::optional<std::int64_t> row_number_of(const error& problem);

/// The IDs for which no user exists.
std::vector<uuid> find_unknown_users(sqldb::executor& db, const std::vector<uuid>& ids);

} // namespace dunlin::widgetdb
