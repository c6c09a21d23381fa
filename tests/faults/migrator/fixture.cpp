// SPDX-License-Identifier: MIT
#include "fixture.hpp"

#include "support/server.hpp"

#include <dunlin/sqldb/query.hpp>

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>

namespace faults {
namespace {

namespace sqldb = dunlin::sqldb;
namespace fs = std::filesystem;

sqldb::config at(const std::string& url, const std::string& database) {
    sqldb::config settings;
    settings.url = url;
    settings.name = database;
    return settings;
}

constexpr std::string_view digest_sql = R"(
WITH facts(fact) AS (
    SELECT format('relation %s %s', c.relname, c.relkind)
      FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind <> 't'
    UNION ALL
    SELECT format('column %s.%s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                  a.attnotnull, pg_get_expr(d.adbin, d.adrelid))
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid AND c.relnamespace = 'public'::regnamespace
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT format('index %s valid=%s ready=%s', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisready)
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE c.relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT format('constraint %s on %s: %s', conname, conrelid::regclass, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT format('enum %s: %s', enumtypid::regtype, string_agg(enumlabel, ',' ORDER BY enumsortorder))
      FROM pg_enum GROUP BY enumtypid
    UNION ALL
    SELECT format('function %s: %s', oid::regprocedure, prosrc)
      FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL
    SELECT format('partition %s of %s', inhrelid::regclass, inhparent::regclass) FROM pg_inherits
     WHERE EXISTS (SELECT FROM pg_class c WHERE c.oid = inhrelid
                      AND c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p'))
    UNION ALL
    SELECT format('effect %s x %s', name, times) FROM public.effects
    UNION ALL
    SELECT format('applied %s', version) FROM dunlin.migrations
    UNION ALL
    SELECT format('unfinished %s %s %s', version, direction, position) FROM dunlin.steps
     WHERE state = 'intent'
)
SELECT string_agg(fact, E'\n' ORDER BY fact COLLATE "C") FROM facts)";

} // namespace

fixture::fixture() : admin_(at(dunlin::test::server_url(), "")) {
    const auto facts = admin_.run("SELECT current_setting('port'), current_user", {});
    socket_directory_ = dunlin::test::server_socket().parent_path();
    port_ = facts[0].text(0);
    user_ = facts[0].text(1);
    std::string pattern = (fs::temp_directory_path() / "dunlin-faults-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error("cannot create a folder in " + pattern);
    }
    scratch_ = pattern;
}

fixture::~fixture() {
    try {
        for (const auto& database : std::vector<std::string>(databases_)) {
            drop_database(database);
        }
    } catch (const std::exception&) {
        // The server is gone, and the databases with it.
    }
    fs::remove_all(scratch_);
}

std::string fixture::create_database(const std::string& like) {
    static std::atomic<int> counter = 0;
    const std::string name =
        "dunlin_test_faults_" + std::to_string(::getpid()) + "_" + std::to_string(++counter);
    std::string sql = "CREATE DATABASE " + admin_.quote_identifier(name);
    if (!like.empty()) {
        sql += " TEMPLATE " + admin_.quote_identifier(like);
    }
    admin_.run_script(sql);
    databases_.push_back(name);
    return name;
}

void fixture::drop_database(const std::string& name) {
    admin_.run_script("DROP DATABASE IF EXISTS " + admin_.quote_identifier(name) + " WITH (FORCE)");
    std::erase(databases_, name);
}

void fixture::open_gate(const std::string& database) {
    admin_.run_script("ALTER DATABASE " + admin_.quote_identifier(database) +
                      " SET faults.gate = 'open'");
}

void fixture::end_lock_session(const std::string& database) {
    admin_.run("SELECT pg_terminate_backend(l.pid, 20000) FROM pg_locks l JOIN pg_database d "
               "ON d.oid = l.database WHERE l.locktype = 'advisory' AND d.datname = :name",
               {{"name", database}});
}

std::vector<std::string> fixture::command(const std::string& database, const std::string& host,
                                          const std::vector<std::string>& arguments) const {
    const std::string port = host == socket_directory_ ? port_ : "5432";
    std::vector<std::string> all{
        "-d", "host=" + host + " port=" + port + " user=" + user_ + " dbname=" + database, "-m",
        DUNLIN_FAULTS_DATA "/migrations", "migrate"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return all;
}

dunlin::test::outcome fixture::migrate(const std::string& database,
                                       const std::vector<std::string>& arguments) const {
    return dunlin::test::run_program(command(database, socket_directory_, arguments));
}

std::string fixture::digest(const std::string& database) const {
    auto db = connect(database);
    return sqldb::query_value<std::string>(db, digest_sql);
}

fs::path fixture::socket() const {
    return fs::path(socket_directory_) / (".s.PGSQL." + port_);
}

sqldb::connection fixture::connect(const std::string& database) const {
    return sqldb::connection(at(dunlin::test::server_url(), database));
}

} // namespace faults
