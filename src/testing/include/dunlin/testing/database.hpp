// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/migration.hpp>
#include <dunlin/seeder/seed_set.hpp>
#include <dunlin/sqldb/config.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::testing {

/// The content of a test's database, and when it is kept.
struct database_options {
    /// The folder of migrations; empty: the database has no tables.
    std::filesystem::path migrations;
    /// Migrations embedded in the program; unless empty they are used instead of the folder.
    std::vector<migrator::source_file> embedded;
    /// The folder of seed sets, of which the default one is applied; empty: none is.
    std::filesystem::path seed;
    /// Seeds embedded in the program; unless empty they are used instead of the folder.
    std::vector<seeder::embedded_file> embedded_seeds;
    /// A URL or key=value string of a database on the server to use, with a role that may create
    /// databases. Empty: DUNLIN_TEST_DATABASE; when that is empty too, an ephemeral server that
    /// lives as long as the process (see local::ephemeral).
    std::string server;
    /// The database is not dropped when its destructor runs during an exception, as after a failed
    /// assertion that throws, or when mark_failed() was called.
    bool keep_on_failure = false;
    /// Called with the URL of a database that is kept.
    std::function<void(std::string_view url)> on_kept;
};

/// A database of its own for one test: a copy of a template that has the migrations applied and the
/// seeds loaded. The first test that needs a template makes it; its name has the digest of all
/// migrations and seeds, so that a change of any of them leads to another. Safe to use from any
/// number of threads and processes at the same time.
///
/// The destructor drops the database, and ends the sessions that are still connected to it.
class database {
public:
    /// Throws error(config) when there is no server, and what migrator::up() and
    /// seeder::seeding::apply() throw for migrations and seeds that fail.
    explicit database(database_options options = {});
    ~database();
    database(const database&) = delete;
    database& operator=(const database&) = delete;

    /// "dunlin_test_PROCESS_NUMBER_RANDOM".
    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] const std::string& url() const noexcept { return url_; }
    [[nodiscard]] sqldb::config config() const;
    /// For test frameworks whose failed assertions do not throw.
    void mark_failed() noexcept { has_failed_ = true; }

private:
    database_options options_;
    std::string server_;
    std::string name_;
    std::string url_;
    int exceptions_ = 0; ///< in flight when it was made
    bool has_failed_ = false;
};

/// Drops the template for these migrations and seeds, which is made again when it is needed. Waits
/// for copies that are being made of it.
void drop_template(const database_options& options);

} // namespace dunlin::testing
