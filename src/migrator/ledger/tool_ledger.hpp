// SPDX-License-Identifier: MIT
#pragma once

#include "ledger/row_values.hpp"

#include <dunlin/migrator/ledger.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace dunlin::migrator {

/// The place of a tool's table: as the user named it or as the tool does. A name without a
/// schema is looked for in search_path, and created in its first schema.
class table_place {
public:
    explicit table_place(std::string_view name);

    /// The query whose result resolve() reads.
    [[nodiscard]] std::string find_sql(const sqldb::connection& db) const;
    /// Stores the schema. Returns whether the table exists.
    bool resolve(const sqldb::result& found);
    /// For people.
    [[nodiscard]] std::string shown() const;
    [[nodiscard]] std::string quoted(const sqldb::connection& db) const;
    [[nodiscard]] const std::string& schema() const noexcept { return schema_; }
    [[nodiscard]] const std::string& name() const noexcept { return table_; }

private:
    std::string schema_; ///< empty: not known yet
    std::string table_;
};

/// What the ledgers of other tools have in common: a table that may be missing, no journal, no down
/// scripts, no repeatable migrations.
class tool_ledger : public ledger {
public:
    explicit tool_ledger(std::string_view table) : place_(table) {}

    [[nodiscard]] std::string table() const override { return place_.shown(); }
    [[nodiscard]] std::string quoted_table(const sqldb::connection& db) const override {
        return place_.quoted(db);
    }
    ledger_state read(sqldb::connection& db, const source& files) override;
    void create(sqldb::connection& db) override;
    [[nodiscard]] std::string create_sql(const sqldb::connection& db) const final {
        return tables_sql(db) + rows_sql(db);
    }
    std::optional<std::string> down_sql(sqldb::connection& /*db*/,
                                        std::string_view /*version*/) override {
        return std::nullopt;
    }

protected:
    /// The two parts of create_sql(): the tables, and the rows that they begin with.
    [[nodiscard]] virtual std::string tables_sql(const sqldb::connection& db) const = 0;
    [[nodiscard]] virtual std::string rows_sql(const sqldb::connection& /*db*/) const { return {}; }

    /// Reads the table, which exists.
    virtual ledger_state read_state(sqldb::connection& db, const source& files) = 0;
    /// error(config) for what only dunlin's own ledger can record.
    void refuse_repeatable(const applied_record& record) const;
    /// A sentence for limits().
    [[nodiscard]] std::string no_lock_limit() const;
    /// The database's name, which some tools make their lock of.
    static std::string database_of(sqldb::connection& db);
    [[nodiscard]] const table_place& place() const noexcept { return place_; }

private:
    table_place place_;
};

/// The checksum that a tool writes for a file, without the tool's name; nullopt when the file was
/// read in another format.
std::optional<std::string> checksum_for(const migration& file, std::string_view tool);

/// A text literal with its value, which fails when the precondition does; `precondition` may be
/// empty.
std::string with_precondition(std::string literal, std::string_view precondition);

} // namespace dunlin::migrator
