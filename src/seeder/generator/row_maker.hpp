// SPDX-License-Identifier: MIT
#pragma once

#include "generator/combination.hpp"
#include "generator/parent_keys.hpp"
#include "generator/table_plan.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace dunlin::seeder {

struct row_options {
    std::uint64_t seed = 1;
    std::uint64_t rows = 0;
    bool skew = false; ///< a few parents get most of the children
};

/// Generates the rows of a planned table. The same seed, plan and database content give the same
/// rows.
class row_maker {
public:
    /// Reads parents and existing keys from the database. `plan` must outlive the object and is
    /// changed: distinct numbers begin after those in the table. Throws error(failed) that names a
    /// constraint for which there are not enough values.
    row_maker(sqldb::executor& db, table_plan& plan, const row_options& options);

    /// The indexes of the columns in the rows.
    [[nodiscard]] const std::vector<std::size_t>& columns() const noexcept {
        return written_columns_;
    }

    /// Appends the next row in the text format of COPY.
    void append_row(std::string& out);

private:
    static constexpr int attempts = 1000;

    struct cell_value {
        std::string text;
        std::optional<std::int64_t> number;
        bool null = false;
    };
    struct foreign_key_state {
        const foreign_key_plan* plan = nullptr;
        std::optional<parent_keys> parents;
        std::vector<std::size_t> shared;      ///< positions that an earlier foreign key fills
        std::vector<std::size_t> own_columns; ///< of a self reference: the referenced columns
        std::vector<std::vector<std::string>> recent; ///< and their values in the last rows
        std::size_t oldest = 0;
        std::uint64_t chosen = 0; ///< parent, by a combination
    };

    void read_state(sqldb::executor& db);
    void begin_after_existing(sqldb::executor& db, std::size_t column);
    void read_parents(sqldb::executor& db);
    void read_combinations();
    void read_watched_keys(sqldb::executor& db);
    [[nodiscard]] foreign_key_state prepare(const foreign_key_plan& plan) const;

    bool make_row(random_numbers& random);
    bool make_column(std::size_t index, random_numbers& random);
    bool make_related_column(std::size_t index, random_numbers& random);
    bool make_foreign_key(foreign_key_state& key, random_numbers& random);
    bool reference_self(foreign_key_state& key, random_numbers& random);
    std::optional<std::size_t> choose_parent(foreign_key_state& key, random_numbers& random);
    void remember_row(foreign_key_state& key);
    [[nodiscard]] bool differences_hold() const;
    bool add_watched_keys();
    void set_null(const foreign_key_shape& key);
    void choose_combinations(random_numbers& random);
    void append_cells(std::string& out) const;
    [[noreturn]] void fail(const std::string& subject, const std::string& reason) const;

    table_plan& plan_;
    const table_shape& table_;
    row_options options_;
    std::uint64_t table_seed_;
    std::uint64_t index_ = 0;  ///< of the next row
    std::uint64_t offset_ = 0; ///< existing rows in the table
    std::vector<std::size_t> written_columns_;
    std::vector<cell_value> cells_;
    std::vector<foreign_key_state> foreign_keys_;
    std::vector<combination> combinations_;
    std::vector<std::unordered_set<std::uint64_t>> watched_keys_; ///< hashes of existing keys
};

} // namespace dunlin::seeder
