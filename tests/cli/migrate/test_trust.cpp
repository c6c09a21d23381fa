// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <dunlin/sqldb/connection.hpp>

#include <doctest/doctest.h>
#include <support/database.hpp>

using namespace migrate_test;

namespace {

/// A role of this test alone, which leaves with it.
class role {
public:
    explicit role(const project& of) : of_(of), name_(of.database.name() + "_ci") {
        execute("CREATE ROLE " + name_ + " LOGIN");
    }
    ~role() {
        try {
            execute("DROP OWNED BY " + name_ + " CASCADE; DROP ROLE " + name_);
        } catch (const std::exception&) {
            // The server of the tests ends with them.
        }
    }
    role(const role&) = delete;
    role& operator=(const role&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }
    void execute(const std::string& sql) const {
        dunlin::sqldb::connection(of_.database.config()).run_script(sql);
    }
    [[nodiscard]] dunlin::test::outcome run(const std::vector<std::string>& arguments) const {
        auto where = of_.surroundings();
        where.environment = {
            {"DUNLIN_DATABASE", dunlin::test::with_user(of_.database.url(), name_)}};
        return dunlin::test::run_program(arguments, where);
    }

private:
    const project& of_;
    std::string name_;
};

} // namespace

TEST_CASE("status --check needs no more than to read the ledger") {
    const project p;
    const role ci(p);
    write_two(p);
    p.run({"migrate", "up"});
    ci.execute("GRANT USAGE ON SCHEMA dunlin TO " + ci.name() +
               "; GRANT SELECT ON ALL TABLES IN SCHEMA dunlin TO " + ci.name());
    const auto sound = ci.run({"status", "--check"});
    CHECK(sound.exit_code == 0);
    CHECK_FALSE(contains(sound.err, "refuse"));
    p.write("3_third.sql", "SELECT 1;");
    CHECK(ci.run({"status", "--check"}).exit_code == 3);

    ci.execute("ALTER TABLE dunlin.migrations ENABLE ROW LEVEL SECURITY");
    const auto hidden = ci.run({"status", "--check"});
    CHECK(hidden.exit_code == 8);
    CHECK(contains(hidden.err, "error: dunlin.migrations cannot be read as a ledger: row-level "
                               "security hides rows of dunlin.migrations from role " +
                                   ci.name()));
    CHECK(contains(hidden.err, "ALTER TABLE dunlin.migrations DISABLE ROW LEVEL SECURITY"));
}

TEST_CASE("a ledger of another role is exit 8, until the role is named as its owner") {
    const project p;
    const role other(p);
    write_two(p);
    p.run({"migrate", "up", "--to", "1"});
    other.execute("ALTER TABLE dunlin.migrations OWNER TO " + other.name());
    const auto refused = p.run({"migrate", "up"});
    CHECK(refused.exit_code == 8);
    CHECK(contains(refused.err, "error: dunlin.migrations is not safe to write to: table "
                                "dunlin.migrations belongs to role " +
                                    other.name()));
    CHECK(contains(refused.err, "ALTER TABLE dunlin.migrations OWNER TO "));
    const auto result = p.run({"status", "--check"});
    CHECK(result.exit_code == 3);
    CHECK(contains(result.err, "a run would refuse the ledger dunlin.migrations"));
    p.folder.write("dunlin.toml", "[ledger]\nowners = [\"" + other.name() + "\"]\n");
    CHECK(p.run({"migrate", "up"}).exit_code == 0);
    CHECK_FALSE(contains(p.run({"status"}).err, "a run would refuse"));
}
