// SPDX-License-Identifier: MIT
#include "ledger/plain_ledger.hpp"
#include "ledger/tools.hpp"

#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>

#include <limits>

namespace dunlin::migrator {
namespace {

// tern: migrate/migrate.go. One row, the current version.
constexpr auto making = "\nCREATE TABLE {} (version int4 not null);";
constexpr auto filling = "\nINSERT INTO {} (version) VALUES (0);";
constexpr auto reading = "SELECT version FROM {}";
constexpr auto set_version = "\nUPDATE {} SET version = {};";

class tern_ledger final : public plain_ledger {
public:
    explicit tern_ledger(const ledger_options& options)
        : plain_ledger("tern", table_or(options, "public.schema_version"), reading, making) {}

    [[nodiscard]] std::string applied_sql(const sqldb::connection& db,
                                          const applied_record& record) const override {
        return fmt::format(set_version, quoted_table(db),
                           number_with_precondition(record.version, record.precondition));
    }

    [[nodiscard]] std::string removed_sql(const sqldb::connection& db,
                                          const removed_record& record) const override {
        return fmt::format(set_version, quoted_table(db),
                           record.previous.empty() ? "0" : record.previous);
    }

    std::vector<std::int64_t> tool_locks(sqldb::connection& /*db*/) const override {
        return {9628173550095224};
    }

    [[nodiscard]] std::vector<std::string> limits() const override {
        auto all = plain_ledger::limits();
        all.push_back(current_alone());
        return all;
    }

protected:
    [[nodiscard]] std::string rows_sql(const sqldb::connection& db) const override {
        return with_table(db, filling);
    }

    void read_rows(const sqldb::result& rows, const source& files, ledger_state& into) override {
        if (rows.size() != 1) {
            into.blocked = fmt::format(
                "{} has {} rows, and tern uses one. Keep only the row of the current version",
                table(), rows.size());
        } else if (rows[0].text(0) != "0") {
            add_up_to(rows[0].text(0), files, into);
        }
    }

    [[nodiscard]] bool keeps_row(std::string_view version) const override {
        return is_whole_number(version) && version.size() <= 10 &&
               std::stoll(std::string(version)) <= std::numeric_limits<std::int32_t>::max();
    }
};

} // namespace

std::unique_ptr<ledger> make_tern_ledger(const ledger_options& options) {
    return std::make_unique<tern_ledger>(options);
}

} // namespace dunlin::migrator
