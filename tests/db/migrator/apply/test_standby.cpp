// SPDX-License-Identifier: MIT
#include "cluster.hpp"
#include "project.hpp"

#include <dunlin/base/process.hpp>
#include <dunlin/local/ephemeral.hpp>
#include <dunlin/migrator/repair.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/wait_until.hpp>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <optional>
#include <thread>

using namespace dunlin::migrator;
using dunlin::test::caught;
namespace local = dunlin::local;
namespace fs = std::filesystem;

namespace {

dunlin::sqldb::config at(const fs::path& sockets) {
    dunlin::sqldb::config config;
    config.url = local::url_of(sockets, local::maintenance_database);
    return config;
}

/// The contents of a server's data folder as a standby that streams from it, copied as the manual
/// says (25.3.3): not every installation has pg_basebackup.
void copy_as_standby(const fs::path& sockets, const fs::path& from, const fs::path& to) {
    dunlin::sqldb::connection db(at(sockets));
    const bool has_new_names = db.server_version() >= 150000;
    db.run(has_new_names ? "SELECT pg_backup_start('standby', true)"
                         : "SELECT pg_start_backup('standby', true, false)",
           {});
    // The server may remove one of its files meanwhile.
    dunlin::test::wait_until([&] {
        std::error_code problem;
        fs::remove_all(to);
        fs::copy(from, to, fs::copy_options::recursive, problem);
        return !problem;
    });
    fs::remove(to / "postmaster.pid");
    const auto label = dunlin::sqldb::query_value<std::string>(
        db, has_new_names ? "SELECT labelfile FROM pg_backup_stop(false)"
                          : "SELECT labelfile FROM pg_stop_backup(false, false)");
    std::ofstream(to / "backup_label") << label;
    std::ofstream(to / "standby.signal");
    std::ofstream(to / "postgresql.auto.conf", std::ios::app)
        << "primary_conninfo = 'host=" << sockets.string() << " user=postgres'\n";
}

/// A server and a standby that streams from it.
class pair_of_servers {
public:
    pair_of_servers() : programs_(local::find_binaries()), owner_(local::server_account()) {
        // The standby's user passes through on its way to the socket.
        ::chmod(primary_.folder().c_str(), 0711);
        paths_ = {folder_ / "data", folder_ / "sockets", folder_ / "log", folder_ / "alive"};
        fs::create_directory(paths_.sockets);
        local::change_owner(paths_.sockets, owner_);
        copy_as_standby(primary_.folder() / "sockets", primary_.folder() / "data", paths_.data);
        local::change_tree_owner(paths_.data, owner_);
        server_ = local::launch(paths_, programs_, owner_, {{"fsync=off"}, true});
        local::wait_until_ready(paths_, server_, {});
    }
    ~pair_of_servers() {
        if (server_ > 0) {
            ::kill(server_, SIGQUIT);
            dunlin::wait_for_process(server_);
        }
    }
    pair_of_servers(const pair_of_servers&) = delete;
    pair_of_servers& operator=(const pair_of_servers&) = delete;

    [[nodiscard]] settings primary(const fs::path& folder) const {
        return settings_for(at(primary_.folder() / "sockets"), folder);
    }
    [[nodiscard]] settings standby(const fs::path& folder) const {
        return settings_for(at(paths_.sockets), folder);
    }
    /// Waits until the standby has all that the primary has done.
    void catch_up() const {
        dunlin::sqldb::connection first(at(primary_.folder() / "sockets"));
        dunlin::sqldb::connection second(at(paths_.sockets));
        // The server answers before it has written, and writes what came before together with this.
        first.run_script("SET synchronous_commit = on; CREATE TABLE mark (); DROP TABLE mark");
        const auto end =
            dunlin::sqldb::query_value<std::string>(first, "SELECT pg_current_wal_lsn()::text");
        dunlin::test::wait_until([&] {
            return dunlin::sqldb::query_value<bool>(second, "SELECT pg_last_wal_replay_lsn() >= '" +
                                                                end + "'");
        });
    }

private:
    static settings settings_for(dunlin::sqldb::config database, const fs::path& folder) {
        settings settings;
        settings.database = std::move(database);
        settings.folder = folder;
        return settings;
    }

    dunlin::test::temporary_folder folder_;
    local::binaries programs_;
    local::account owner_;
    local::ephemeral primary_;
    local::cluster_paths paths_;
    pid_t server_ = -1;
};

dunlin::error_kind kind_of(const std::function<void()>& call) {
    return caught<dunlin::error>(call).kind();
}

} // namespace

TEST_CASE("on a standby everything can be read, and what would write is refused at once") {
    const pair_of_servers servers;
    const dunlin::test::temporary_folder folder;
    const settings primary = servers.primary(folder.path());
    const settings standby = servers.standby(folder.path());
    folder.write("1_a.sql", "CREATE TABLE a ();\n-- dunlin:down\nDROP TABLE a;\n");
    // Before the ledger is there.
    servers.catch_up();
    CHECK(status(standby)->history.count(state::pending) == 1);
    CHECK(kind_of([&] { up(standby); }) == dunlin::error_kind::read_only);

    up(primary);
    servers.catch_up();
    CHECK(status(standby)->history.current == "1");
    CHECK(up(standby).applied.empty());
    folder.write("2_b.sql", "CREATE TABLE b ();\nCREATE INDEX CONCURRENTLY ON a ((1));");
    CHECK(preview_up(standby).steps.size() == 1);
    const auto problem = caught<dunlin::error>([&] { up(standby); });
    CHECK(problem.kind() == dunlin::error_kind::read_only);
    CHECK(problem.message() == "the server is a standby and accepts no writes");
    CHECK(problem.hint().find("primary") != std::string::npos);
    CHECK_FALSE(problem.where());
    CHECK(kind_of([&] { down(standby); }) == dunlin::error_kind::read_only);
    CHECK(kind_of([&] { redo(standby); }) == dunlin::error_kind::read_only);
    CHECK(kind_of([&] {
              repair(standby, {{repair_action::kind::unmark, "1"}}, false, [](std::string_view) {});
          }) == dunlin::error_kind::read_only);
    CHECK(status(standby)->history.current == "1");

    // A BEGIN that the server refuses leaves nothing open (manual, 27.4.5: no SERIALIZABLE there).
    dunlin::sqldb::connection db(standby.database);
    caught<dunlin::sqldb::sql_error>([&] {
        dunlin::sqldb::transaction{db, dunlin::sqldb::isolation::serializable};
    });
    CHECK_FALSE(db.in_transaction());
    CHECK_NOTHROW(dunlin::sqldb::transaction{db});
}
