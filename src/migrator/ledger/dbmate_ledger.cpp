// SPDX-License-Identifier: MIT
#include "ledger/plain_ledger.hpp"
#include "ledger/tools.hpp"

#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace dunlin::migrator {
namespace {

// dbmate: pkg/driver/postgres/postgres.go.
constexpr auto making = "CREATE TABLE {} (version varchar primary key);";
constexpr auto reading = "SELECT version FROM {} ORDER BY version COLLATE \"C\"";
constexpr auto insert_row = "\nINSERT INTO {} (version) VALUES ({});";
constexpr auto delete_row = "\nDELETE FROM {} WHERE version::text OPERATOR(pg_catalog.=) {};";

class dbmate_ledger final : public plain_ledger {
public:
    explicit dbmate_ledger(const ledger_options& options)
        : plain_ledger("dbmate", table_or(options, "schema_migrations"), reading, making) {}

    [[nodiscard]] std::string applied_sql(const sqldb::connection& db,
                                          const applied_record& record) const override {
        return fmt::format(
            insert_row, quoted_table(db),
            with_precondition(db.quote_literal(record.version), record.precondition));
    }

    [[nodiscard]] std::string removed_sql(const sqldb::connection& db,
                                          const removed_record& record) const override {
        return fmt::format(delete_row, quoted_table(db), db.quote_literal(record.version));
    }

    [[nodiscard]] std::vector<std::string> limits() const override {
        auto all = plain_ledger::limits();
        all.push_back(
            fmt::format("{} stores only versions, not when or by whom they were applied", table()));
        all.push_back(no_lock_limit());
        return all;
    }

protected:
    void read_rows(const sqldb::result& rows, const source& files, ledger_state& into) override {
        std::map<std::string_view, std::int64_t> places;
        for (const migration& migration : files.versioned) {
            places.emplace(migration.version, static_cast<std::int64_t>(places.size()) + 1);
        }
        std::int64_t last = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto place = places.find(rows[i].text(0));
            last = place == places.end() ? last : place->second;
            ledger_row row = row_of(rows[i].text(0), into);
            row.rank = last;
            into.rows.push_back(std::move(row));
        }
        // The table keeps no order: dbmate reverts in that of the files.
        std::stable_sort(into.rows.begin(), into.rows.end(),
                         [](const auto& a, const auto& b) { return a.rank < b.rank; });
        for (std::size_t i = 0; i < into.rows.size(); ++i) {
            into.rows[i].rank = static_cast<std::int64_t>(i) + 1;
        }
    }

    [[nodiscard]] bool keeps_row(std::string_view /*version*/) const override { return true; }
};

} // namespace

std::unique_ptr<ledger> make_dbmate_ledger(const ledger_options& options) {
    return std::make_unique<dbmate_ledger>(options);
}

} // namespace dunlin::migrator
