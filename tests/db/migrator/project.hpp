// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/runner.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <support/database.hpp>
#include <support/temporary_folder.hpp>
#include <support/wait_until.hpp>

#include <string>
#include <string_view>

namespace migrator_test {

/// A statement of a migration that ends the session of its run's lock, and waits for that end.
inline constexpr auto end_lock_session = R"(DO $$ DECLARE holder int; BEGIN
SELECT pid INTO STRICT holder FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
   AND pid <> pg_backend_pid() LIMIT 1;
PERFORM pg_terminate_backend(holder);
WHILE EXISTS (SELECT FROM pg_locks WHERE pid = holder) LOOP PERFORM pg_sleep(0.01); END LOOP;
END $$;
)";

/// A folder of migrations and an empty database.
struct project {
    dunlin::test::temporary_folder folder;
    dunlin::test::test_database database;

    [[nodiscard]] dunlin::migrator::settings settings() const {
        dunlin::migrator::settings settings;
        settings.database = database.config();
        settings.folder = folder.path();
        return settings;
    }
    void write(std::string_view name, std::string_view text) const { folder.write(name, text); }

    /// The first column of the first row, as text.
    [[nodiscard]] std::string ask(std::string_view sql) const {
        dunlin::sqldb::connection db(database.config());
        return dunlin::sqldb::query_value<std::string>(db, sql);
    }
    void execute(std::string_view sql) const {
        dunlin::sqldb::connection db(database.config());
        db.run_script(sql);
    }
    /// Waits until a query's count is no longer 0.
    void await(std::string_view count) const {
        dunlin::test::wait_until([&] { return ask(count) != "0"; });
    }
    /// "1 2 3": the applied versions in the order in which they were applied.
    [[nodiscard]] std::string applied() const {
        return ask("SELECT coalesce(string_agg(version, ' ' ORDER BY rank), '') "
                   "FROM dunlin.migrations");
    }
    [[nodiscard]] bool has_table(const std::string& name) const {
        return ask("SELECT (to_regclass('" + name + "') IS NOT NULL)::text") == "true";
    }
};

} // namespace migrator_test
