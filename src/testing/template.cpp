// SPDX-License-Identifier: MIT
#include "template.hpp"

#include "server.hpp"

#include <dunlin/base/digest.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/migrator/runner.hpp>
#include <dunlin/seeder/apply.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace dunlin::testing {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = "dunlin_template_";
constexpr std::size_t digest_size = 32;

constexpr auto exists_sql =
    "SELECT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = :name::name)";

/// {} a quoted name. Nobody may connect to a template, because CREATE DATABASE fails while somebody
/// is connected to the database that it copies (manual, 23.3).
constexpr auto finish_sql = "ALTER DATABASE {0} ALLOW_CONNECTIONS false";

void add(sha256_stream& digest, std::string_view text) {
    digest.update(std::to_string(text.size()) + ":");
    digest.update(text);
}

/// Names relative to the folder, so that a folder that was moved has the same template.
void add_folder(sha256_stream& digest, const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
        add(digest, file.lexically_relative(folder).generic_string());
        add(digest, read_file(file));
    }
}

std::string digest_of(const database_options& options) {
    sha256_stream digest;
    for (const migrator::source_file& file : options.embedded) {
        add(digest, file.name);
        add(digest, file.text);
    }
    if (options.embedded.empty() && !options.migrations.empty()) {
        add_folder(digest, options.migrations);
    }
    add(digest, "seed");
    for (const seeder::embedded_file& file : options.embedded_seeds) {
        add(digest, file.name);
        add(digest, file.bytes);
    }
    if (options.embedded_seeds.empty() && !options.seed.empty()) {
        add_folder(digest, options.seed);
    }
    return digest.finish().substr(0, digest_size);
}

std::int64_t lock_key(const std::string& digest) {
    std::uint64_t key = 0;
    std::from_chars(digest.data(), digest.data() + 16, key, 16);
    return static_cast<std::int64_t>(key);
}

bool is_empty(const database_options& options) {
    return options.migrations.empty() && options.embedded.empty() && options.seed.empty() &&
           options.embedded_seeds.empty();
}

seeder::seed_set default_set(const database_options& options) {
    return options.embedded_seeds.empty()
               ? seeder::find_set(options.seed, seeder::default_set_name)
               : seeder::find_set(options.embedded_seeds, seeder::default_set_name);
}

void fill(const sqldb::config& target, const database_options& options) {
    if (!options.embedded.empty() || !options.migrations.empty()) {
        migrator::settings settings;
        settings.database = target;
        settings.folder = options.migrations;
        settings.embedded = options.embedded;
        migrator::up(settings);
    }
    if (!options.embedded_seeds.empty() || !options.seed.empty()) {
        sqldb::connection db(target);
        seeder::seeding({default_set(options)}).apply(db, {});
    }
}

/// Under another name until it is complete, so that one whose making was interrupted is never used.
void make_template(sqldb::connection& maintenance, const std::string& server,
                   const std::string& name, const database_options& options) {
    const std::string draft = name + "_draft";
    const std::string quoted_draft = maintenance.quote_identifier(draft);
    const std::string drop_draft = "DROP DATABASE IF EXISTS " + quoted_draft + " WITH (FORCE)";
    maintenance.run(drop_draft, {});
    maintenance.run("CREATE DATABASE " + quoted_draft + " TEMPLATE template0", {});
    try {
        sqldb::config target;
        target.url = with_database(server, draft);
        fill(target, options);
    } catch (...) {
        maintenance.run(drop_draft, {});
        throw;
    }
    maintenance.run(fmt::format(finish_sql, quoted_draft), {});
    maintenance.run(fmt::format("ALTER DATABASE {} RENAME TO {}", quoted_draft,
                                maintenance.quote_identifier(name)),
                    {});
}

/// A session-level advisory lock on a template, as a scope: shared by those who copy it, exclusive
/// for those who make or drop it.
class template_lock {
public:
    enum class lock_mode { shared, exclusive };

    template_lock(sqldb::connection& db, const std::string& digest, lock_mode mode)
        : db_(db), key_(lock_key(digest)), suffix_(mode == lock_mode::shared ? "_shared" : "") {
        call("pg_advisory_lock");
    }
    ~template_lock() {
        try {
            call("pg_advisory_unlock");
        } catch (const error&) {
            // The session is lost, and the lock with it.
        }
    }
    template_lock(const template_lock&) = delete;
    template_lock& operator=(const template_lock&) = delete;

private:
    void call(std::string_view function) {
        db_.run(fmt::format("SELECT pg_catalog.{}{}(:key)", function, suffix_), {{"key", key_}});
    }

    sqldb::connection& db_;
    std::int64_t key_;
    std::string_view suffix_;
};

bool exists(sqldb::connection& maintenance, const std::string& name) {
    return sqldb::query_value<bool>(maintenance, exists_sql, {{"name", name}});
}

} // namespace

void create_from_template(sqldb::connection& maintenance, const std::string& server,
                          const database_options& options, const std::string& name) {
    const std::string create =
        "CREATE DATABASE " + maintenance.quote_identifier(name) + " TEMPLATE ";
    if (is_empty(options)) {
        maintenance.run(create + "template0", {});
        return;
    }
    const std::string digest = digest_of(options);
    const std::string origin = std::string(prefix) + digest;
    while (true) {
        {
            const template_lock lock(maintenance, digest, template_lock::lock_mode::shared);
            if (exists(maintenance, origin)) {
                maintenance.run(create + maintenance.quote_identifier(origin), {});
                return;
            }
        }
        const template_lock lock(maintenance, digest, template_lock::lock_mode::exclusive);
        if (!exists(maintenance, origin)) {
            make_template(maintenance, server, origin, options);
        }
    }
}

void drop_template(const database_options& options) {
    sqldb::config settings;
    settings.url = server_url(options.server);
    sqldb::connection maintenance(settings);
    const std::string digest = digest_of(options);
    const template_lock lock(maintenance, digest, template_lock::lock_mode::exclusive);
    maintenance.run("DROP DATABASE IF EXISTS " +
                        maintenance.quote_identifier(std::string(prefix) + digest),
                    {});
}

} // namespace dunlin::testing
