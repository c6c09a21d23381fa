// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/ledger.hpp>

#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace dunlin::migrator {

/// A tool whose tracking table is known. Add a maker, and a line to known_tools().
struct ledger_tool {
    std::string_view name;
    /// Its default table, qualified where the tool qualifies it; otherwise it is looked for in
    /// search_path.
    std::string_view table;
    /// A query for one boolean that distinguishes its table from another tool's of the same name;
    /// {} is the table inside a literal. Empty: the name is enough. Run only where the table
    /// exists.
    std::string_view recognise;
    /// `table` as the user named it, or the default.
    std::unique_ptr<ledger> (*make)(const ledger_options& options);
    /// The condition of rows that record a migration; the others are there from the start.
    std::string_view is_record = "true";
};

std::unique_ptr<ledger> make_dunlin_ledger(const ledger_options& options);
std::unique_ptr<ledger> make_graphile_ledger(const ledger_options& options);
std::unique_ptr<ledger> make_node_pg_migrate_ledger(const ledger_options& options);
std::unique_ptr<ledger> make_prisma_ledger(const ledger_options& options);
std::unique_ptr<ledger> make_sqitch_ledger(const ledger_options& options);
std::unique_ptr<ledger> make_dbmate_ledger(const ledger_options& options);
std::unique_ptr<ledger> make_golang_migrate_ledger(const ledger_options& options);
std::unique_ptr<ledger> make_goose_ledger(const ledger_options& options);
std::unique_ptr<ledger> make_sqlx_ledger(const ledger_options& options);
std::unique_ptr<ledger> make_supabase_ledger(const ledger_options& options);
std::unique_ptr<ledger> make_darwin_ledger(const ledger_options& options);
std::unique_ptr<ledger> make_diesel_ledger(const ledger_options& options);
std::unique_ptr<ledger> make_refinery_ledger(const ledger_options& options);
std::unique_ptr<ledger> make_tern_ledger(const ledger_options& options);
std::unique_ptr<ledger> make_flyway_ledger(const ledger_options& options);
std::unique_ptr<ledger> make_liquibase_ledger(const ledger_options& options);

/// All but dunlin's own.
std::span<const ledger_tool> known_tools();

} // namespace dunlin::migrator
