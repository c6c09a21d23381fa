// SPDX-License-Identifier: MIT
#pragma once

#include "ledger/tool_ledger.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// A tool's table that one text makes and one query reads. A tool adds what the rows mean.
class plain_ledger : public tool_ledger {
public:
    [[nodiscard]] std::string_view tool() const noexcept final { return tool_; }
    ledger_state read(sqldb::connection& db, const source& files) final;
    [[nodiscard]] std::string tables_sql(const sqldb::connection& db) const override;
    /// The sentence for limits() that there are no checksums.
    [[nodiscard]] std::vector<std::string> limits() const override;

protected:
    /// {} (or {0}) in `reading` and `making` is the quoted table.
    plain_ledger(std::string_view tool, std::string_view table, const char* reading,
                 const char* making)
        : tool_ledger(table), tool_(tool), reading_(reading), making_(making) {}

    [[nodiscard]] std::string with_table(const sqldb::connection& db, const char* sql) const;
    /// What the rows of `reading` say.
    virtual void read_rows(const sqldb::result& rows, const source& files, ledger_state& into) = 0;
    /// Whether the table can hold such a version.
    [[nodiscard]] virtual bool keeps_row(std::string_view version) const;

    /// A row of a version that was applied after those of `into`.
    [[nodiscard]] ledger_row row_of(std::string_view version, const ledger_state& known) const;
    /// For tables of a current version: rows for it and for all files below it.
    void add_up_to(std::string_view current, const source& files, ledger_state& into) const;
    /// What such a table cannot hold.
    [[nodiscard]] std::string current_alone() const;

private:
    ledger_state read_state(sqldb::connection& db, const source& files) final;
    void require_room(const source& files) const;

    std::string tool_;
    const char* reading_;
    const char* making_;
};

/// Whether a bigint can hold it.
bool is_whole_number(std::string_view version);

/// An integer expression, which fails when the precondition does; `precondition` may be empty.
std::string number_with_precondition(std::string_view number, std::string_view precondition);

/// The user's name for a table, or the tool's.
inline std::string_view table_or(const ledger_options& options, std::string_view default_table) {
    return options.table.empty() ? default_table : std::string_view(options.table);
}

} // namespace dunlin::migrator
