// SPDX-License-Identifier: MIT
#include "format/refinery_checksum.hpp"
#include "ledger/plain_ledger.hpp"
#include "ledger/tools.hpp"

#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

// refinery: refinery_core/src/traits/mod.rs.
constexpr auto making = R"(
CREATE TABLE {} (
    version int4 PRIMARY KEY,
    name VARCHAR(255),
    applied_on VARCHAR(255),
    checksum VARCHAR(255)
);)";

/// At least one row, which has the width of the versions.
constexpr auto reading = R"(
SELECT t.version, t.name, t.applied_on, t.checksum, pg_catalog.pg_typeof(t.version)::text
  FROM (SELECT 1) AS one LEFT JOIN {} AS t ON true ORDER BY t.version)";

constexpr auto insert_row = R"(
INSERT INTO {} (version, name, applied_on, checksum)
VALUES ({}, {}, pg_catalog.to_char(pg_catalog.timezone('UTC', pg_catalog.clock_timestamp()),
                                   'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '{}');)";

constexpr auto delete_row = "\nDELETE FROM {} WHERE version OPERATOR(pg_catalog.=) {};";

/// RFC 3339 with nine digits of a second.
timestamp read_time(std::string_view text) {
    constexpr std::size_t microseconds = 27; // "2026-01-01T00:00:00.123456Z"
    std::string shorter(text.substr(0, text.find('Z')));
    shorter.resize(std::min(shorter.size(), microseconds - 1));
    return parse_timestamp(shorter + "Z").value_or(timestamp());
}

class refinery_ledger final : public plain_ledger {
public:
    explicit refinery_ledger(const ledger_options& options)
        : plain_ledger("refinery", table_or(options, "refinery_schema_history"), reading, making) {}

    [[nodiscard]] std::string applied_sql(const sqldb::connection& db,
                                          const applied_record& record) const override {
        const std::string& name =
            record.file->name.empty() ? record.file->description : record.file->name;
        return fmt::format(insert_row, quoted_table(db),
                           number_with_precondition(record.version, record.precondition),
                           db.quote_literal(name),
                           refinery_checksum(name, std::stoll(std::string(record.version)),
                                             record.file->up_text(), eight_bytes_));
    }

    [[nodiscard]] std::string removed_sql(const sqldb::connection& db,
                                          const removed_record& record) const override {
        return fmt::format(delete_row, quoted_table(db), record.version);
    }

    [[nodiscard]] std::vector<std::string> limits() const override { return {no_lock_limit()}; }

protected:
    void read_rows(const sqldb::result& rows, const source& /*files*/,
                   ledger_state& into) override {
        eight_bytes_ = rows[0].text(4) == "bigint";
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i].is_null(0)) {
                continue;
            }
            ledger_row row = row_of(rows[i].text(0), into);
            row.description = rows[i].text(1);
            row.applied_at = read_time(rows[i].text(2));
            row.checksum = fmt::format("refinery:{}", rows[i].text(3));
            into.rows.push_back(std::move(row));
        }
    }

private:
    bool eight_bytes_ = false;
};

} // namespace

std::unique_ptr<ledger> make_refinery_ledger(const ledger_options& options) {
    return std::make_unique<refinery_ledger>(options);
}

} // namespace dunlin::migrator
