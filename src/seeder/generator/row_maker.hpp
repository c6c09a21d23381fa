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
    bool skew = false; ///< some parents get many children, most get few
};

/// Makes the rows of a planned table. The same seed, plan and contents of the database give the
/// same rows.
class row_maker {
public:
    /// Reads what must be known of the database: parents, the keys that are taken. `plan` must
    /// outlive it and is adapted: numbers begin behind those in the table. Throws error(failed)
    /// naming the constraint for which there are not enough values.
    row_maker(sqldb::executor& db, table_plan& plan, const row_options& options);

    /// The columns that the rows hold.
    [[nodiscard]] const std::vector<std::size_t>& columns() const noexcept { return written_; }

    /// Appends the next row in COPY's text format.
    void append_row(std::string& out);

private:
    static constexpr int attempts = 1000;

    struct made_value {
        std::string text;
        std::optional<std::int64_t> number;
        bool null = false;
    };
    struct foreign {
        const foreign_key_plan* plan = nullptr;
        std::optional<parent_keys> parents;
        std::vector<std::size_t> shared;              ///< positions that an earlier key fills
        std::vector<std::size_t> own_columns;         ///< of a self reference: the parent's columns
        std::vector<std::vector<std::string>> recent; ///< and the last rows' values of them
        std::size_t oldest = 0;
        std::uint64_t chosen = 0; ///< by a combination
    };

    void read_state(sqldb::executor& db);
    void begin_behind(sqldb::executor& db, std::size_t column);
    void read_parents(sqldb::executor& db);
    void read_combinations();
    void read_watched(sqldb::executor& db);
    [[nodiscard]] foreign prepare(const foreign_key_plan& plan) const;

    bool make(random_numbers& random);
    bool make_column(std::size_t index, random_numbers& random);
    bool draw_related(std::size_t index, random_numbers& random);
    bool make_foreign(foreign& key, random_numbers& random);
    bool refer_to_self(foreign& key, random_numbers& random);
    std::optional<std::size_t> pick(foreign& key, random_numbers& random);
    void remember(foreign& key);
    [[nodiscard]] bool differences_hold() const;
    bool take_watched_keys();
    void set_null(const foreign_key_shape& key);
    void choose_combinations(random_numbers& random);
    void write(std::string& out) const;
    [[noreturn]] void fail(const std::string& thing, const std::string& why) const;

    table_plan& plan_;
    const table_shape& table_;
    row_options options_;
    std::uint64_t table_seed_;
    std::uint64_t index_ = 0;  ///< of the next row
    std::uint64_t offset_ = 0; ///< rows that were there before
    std::vector<std::size_t> written_;
    std::vector<made_value> cells_;
    std::vector<foreign> foreign_;
    std::vector<combination> combinations_;
    std::vector<std::unordered_set<std::uint64_t>> watched_;
};

} // namespace dunlin::seeder
