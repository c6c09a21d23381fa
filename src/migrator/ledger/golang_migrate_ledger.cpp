// SPDX-License-Identifier: MIT
#include "ledger/plain_ledger.hpp"
#include "ledger/tools.hpp"

#include <dunlin/base/digest.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

// golang-migrate: database/postgres/postgres.go. At most one row, the current version.
constexpr auto making =
    "CREATE TABLE {} (version bigint not null primary key, dirty boolean not null);";
constexpr auto reading = "SELECT version, dirty FROM {} LIMIT 1";

/// The tool empties the table with TRUNCATE, whose lock would keep readers out for as long as the
/// migration runs.
constexpr auto clear = "\nDELETE FROM {};";
constexpr auto insert_row = "\nINSERT INTO {} (version, dirty) VALUES ({}, false);";

std::string explain_dirty(std::string_view version, const std::string& table) {
    return fmt::format(
        "version {} is marked dirty in {}: golang-migrate stopped in the middle of it. Finish or undo it by hand, then set the version with `migrate force VERSION`",
        version, table);
}

class golang_migrate_ledger final : public plain_ledger {
public:
    explicit golang_migrate_ledger(const ledger_options& options)
        : plain_ledger("golang-migrate", table_or(options, "schema_migrations"), reading, making) {}

    [[nodiscard]] std::string applied_sql(const sqldb::connection& db,
                                          const applied_record& record) const override {
        return with_table(db, clear) +
               fmt::format(insert_row, quoted_table(db),
                           number_with_precondition(record.version, record.precondition));
    }

    [[nodiscard]] std::string removed_sql(const sqldb::connection& db,
                                          const removed_record& record) const override {
        return with_table(db, clear) +
               (record.previous.empty()
                    ? ""
                    : fmt::format(insert_row, quoted_table(db), record.previous));
    }

    /// Its command takes the database from the URL's path, with the slash; a program that passes a
    /// connection, as it is called.
    std::vector<std::int64_t> tool_locks(sqldb::connection& db) const override {
        const std::string name = database_of(db);
        return {lock_key("/" + name), lock_key(name)};
    }

    [[nodiscard]] std::vector<std::string> limits() const override {
        auto all = plain_ledger::limits();
        all.push_back(current_alone());
        return all;
    }

private:
    [[nodiscard]] std::int64_t lock_key(const std::string& database) const {
        constexpr std::uint32_t salt = 1486364155;
        const std::string gap(1, '\0');
        const std::uint32_t key =
            crc32(place().schema() + gap + place().name() + gap + database) * salt;
        return key;
    }

protected:
    void read_rows(const sqldb::result& rows, const source& files, ledger_state& into) override {
        if (rows.empty()) {
            return;
        }
        const std::string current(rows[0].text(0));
        if (rows[0].text(1) == "t") {
            into.blocked = explain_dirty(current, table());
        }
        add_up_to(current, files, into);
    }
};

} // namespace

std::unique_ptr<ledger> make_golang_migrate_ledger(const ledger_options& options) {
    return std::make_unique<golang_migrate_ledger>(options);
}

} // namespace dunlin::migrator
