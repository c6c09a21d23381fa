// SPDX-License-Identifier: MIT
#include "load_fixture.hpp"

#include <dunlin/seeder/generate.hpp>

#include <array>

using namespace dunlin;
using namespace dunlin::seeder;
using dunlin::test::load_fixture;

namespace {

constexpr std::array every_policy{conflict_policy::error, conflict_policy::skip,
                                  conflict_policy::update};

std::string print(const row_counts& rows) {
    return std::to_string(rows.inserted) + " inserted, " + std::to_string(rows.updated) +
           " updated, " + std::to_string(rows.skipped) + " skipped";
}

class merge_fixture : public load_fixture {
public:
    /// All rows of the table t, printed.
    std::string rows() {
        return value("SELECT coalesce(string_agg(t::text, ' ' ORDER BY t::text), '') FROM t");
    }
};

/// A role of the test's own, with rights on everything in the database's public schema.
class other_role {
public:
    explicit other_role(merge_fixture& test)
        : test_(test), name_("low_" + test.value("SELECT current_database()")) {
        test_.db().run_script("CREATE ROLE \"" + name_ +
                              "\"; GRANT ALL ON ALL TABLES IN SCHEMA "
                              "public TO \"" +
                              name_ + "\"; SET ROLE \"" + name_ + "\"");
    }
    ~other_role() {
        try {
            test_.db().run_script("RESET ROLE; DROP OWNED BY \"" + name_ + "\"; DROP ROLE \"" +
                                  name_ + "\"");
        } catch (const std::exception&) {
            // The server of the test run goes away with it.
        }
    }
    other_role(const other_role&) = delete;
    other_role& operator=(const other_role&) = delete;

private:
    merge_fixture& test_;
    std::string name_;
};

} // namespace

TEST_CASE_FIXTURE(merge_fixture, "an update keeps the columns that the row does not name") {
    db().run_script("CREATE TABLE t (id int PRIMARY KEY, a text, b text, c text DEFAULT 'dflt'); "
                    "INSERT INTO t VALUES (1, 'a1', 'b1', 'c1'), (2, 'a2', 'b2', 'c2')");
    SUBCASE("NDJSON") {
        const auto rows = load("t.ndjson",
                               "{\"id\":1,\"a\":\"A\"}\n"
                               "{\"id\":2,\"b\":\"B\",\"c\":null}\n"
                               "{\"id\":3,\"a\":\"new\"}\n"
                               "{\"id\":1,\"a\":\"A\"}\n",
                               conflict_policy::update);
        CHECK(this->rows() == "(1,A,b1,c1) (2,a2,B,) (3,new,,dflt)");
        CHECK(print(rows) == "1 inserted, 2 updated, 1 skipped");
    }
    SUBCASE("CSV") {
        load("t.csv", "id,a\n1,A\n3,new\n", conflict_policy::update);
        CHECK(rows() == "(1,A,b1,c1) (2,a2,b2,c2) (3,new,,dflt)");
    }
    SUBCASE("seed apply") {
        write("t.ndjson", "{\"id\":1,\"a\":\"A\"}\n");
        apply_options options;
        options.loading.on_conflict = conflict_policy::update;
        apply(options);
        CHECK(rows() == "(1,A,b1,c1) (2,a2,b2,c2)");
    }
    SUBCASE("a key and nothing else") {
        CHECK(print(load("t.ndjson", "{\"id\":1}\n", conflict_policy::update)) ==
              "0 inserted, 0 updated, 1 skipped");
        CHECK(rows() == "(1,a1,b1,c1) (2,a2,b2,c2)");
    }
}

TEST_CASE_FIXTURE(merge_fixture, "objects of different members merge in the order of the file") {
    db().run_script("CREATE TABLE t (id int PRIMARY KEY, a text, b text)");
    load("t.ndjson",
         "{\"id\":1,\"a\":\"first\",\"b\":\"kept\"}\n"
         "{\"id\":2,\"a\":\"x\"}\n"
         "{\"id\":1,\"a\":\"second\"}\n"
         "{\"id\":1,\"a\":\"third\",\"b\":\"last\"}\n"
         "{\"id\":1,\"a\":\"fourth\"}\n",
         conflict_policy::update);
    CHECK(rows() == "(1,fourth,last) (2,x,)");
    load("t.ndjson", "{\"id\":3,\"a\":\"one\"}\n{\"id\":3,\"b\":\"two\"}\n", conflict_policy::skip);
    CHECK(rows() == "(1,fourth,last) (2,x,) (3,one,)");
}

TEST_CASE_FIXTURE(merge_fixture, "objects of many different shapes merge") {
    std::string columns;
    std::string lines;
    for (int i = 0; i < 9; ++i) {
        columns += ", c" + std::to_string(i) + " int DEFAULT -1";
    }
    db().run_script("CREATE TABLE t (id int PRIMARY KEY" + columns + ")");
    for (int row = 0; row < 512; ++row) {
        lines += "{\"id\":" + std::to_string(row);
        for (int i = 0; i < 9; ++i) {
            lines += (row >> i & 1) != 0 ? ",\"c" + std::to_string(i) + "\":1" : "";
        }
        lines += "}\n";
    }
    CHECK(print(load("t.ndjson", lines, conflict_policy::update)) ==
          "512 inserted, 0 updated, 0 skipped");
    CHECK(value("SELECT count(*) || ' ' || sum(c0) || ' ' || sum(c8) FROM t") == "512 0 0");
    CHECK(print(load("t.ndjson", lines, conflict_policy::skip)) ==
          "0 inserted, 0 updated, 512 skipped");
}

TEST_CASE_FIXTURE(merge_fixture, "an object without the key is a bad row of an update") {
    db().run_script(
        "CREATE TABLE t (id serial PRIMARY KEY, a text); INSERT INTO t VALUES (1, 'x')");
    const auto problem =
        refusal("t.ndjson", "{\"id\":1,\"a\":\"y\"}\n{\"a\":\"z\"}\n", conflict_policy::update);
    CHECK(
        problem.message().find("line 2: --on-conflict update requires a unique key of public.t") !=
        std::string::npos);
    CHECK(rows() == "(1,x)");
}

TEST_CASE_FIXTURE(merge_fixture, "rows of every type are updated only when they differ") {
    db().run_script(R"(
        CREATE SCHEMA ext; CREATE EXTENSION hstore SCHEMA ext; CREATE EXTENSION citext SCHEMA ext;
        CREATE DOMAIN doc AS json;
        CREATE TYPE pair AS (a int, b json);
        CREATE TABLE t (id int PRIMARY KEY, h ext.hstore, c ext.citext, j json, ja json[], d doc,
                        p point, x xml, bx box, pr pair, n numeric);
        INSERT INTO t VALUES (1, 'a=>1', 'Anna', '{}', '{"{}"}', '{}', '(1,1)', '<a/>', '(1,1),(0,0)',
                              '(1,{})', 1.0))");
    const std::string same = "id,h,c,j,ja,d,p,x,bx,pr,n\n"
                             "1,a=>1,Anna,{},\"{\"\"{}\"\"}\",{},\"(1,1)\",<a/>,\"(1,1),(0,0)\","
                             "\"(1,{})\",1.0\n";
    const auto changed = [&](std::string_view from, std::string_view to) {
        std::string text = same;
        return text.replace(text.find(from), from.size(), to);
    };
    CHECK(print(load("t.csv", same, conflict_policy::update)) ==
          "0 inserted, 0 updated, 1 skipped");
    for (const auto& [from, to] :
         {std::pair(",a=>1", ",a=>2"), std::pair("Anna", "ANNA"), std::pair("<a/>", "<b/>"),
          std::pair("\"{\"\"{}\"\"}\"", "\"{\"\"[]\"\"}\""), std::pair("(1,1)\",<", "(2,1)\",<"),
          std::pair(",1.0\n", ",1.00\n"), std::pair("(1,{})", "(1,[])")}) {
        CAPTURE(from);
        CHECK(print(load("t.csv", changed(from, to), conflict_policy::update)) ==
              "0 inserted, 1 updated, 0 skipped");
        CHECK(print(load("t.csv", same, conflict_policy::update)) ==
              "0 inserted, 1 updated, 0 skipped");
    }
}

TEST_CASE_FIXTURE(merge_fixture, "a key of an extension's type outside the search path is found") {
    db().run_script(R"(
        CREATE SCHEMA ext; CREATE EXTENSION citext SCHEMA ext;
        CREATE TABLE t (k ext.citext PRIMARY KEY DEFERRABLE, v text);
        INSERT INTO t VALUES ('Anna', 'old'))");
    CHECK(print(load("t.csv", "k,v\nANNA,new\nBo,b\n", conflict_policy::skip)) ==
          "1 inserted, 0 updated, 1 skipped");
    CHECK(print(load("t.csv", "k,v\nANNA,new\n", conflict_policy::update)) ==
          "0 inserted, 1 updated, 0 skipped");
    CHECK(rows() == "(Anna,new) (Bo,b)");
}

TEST_CASE_FIXTURE(merge_fixture, "tables with deferrable keys are safe to load twice") {
    std::string keys;
    SUBCASE("primary key") {
        keys = "PRIMARY KEY DEFERRABLE, u int";
    }
    SUBCASE("deferred primary key") {
        keys = "PRIMARY KEY DEFERRABLE INITIALLY DEFERRED, u int";
    }
    SUBCASE("another key") {
        keys = "PRIMARY KEY, u int UNIQUE DEFERRABLE INITIALLY DEFERRED";
    }
    db().run_script("CREATE TABLE t (id int " + keys + ", v text)");
    const auto* file = "id,u,v\n1,10,a\n2,20,b\n";
    CHECK(print(load_single_file("t.csv", file, conflict_policy::skip)) ==
          "2 inserted, 0 updated, 0 skipped");
    CHECK(print(load_single_file("t.csv", file, conflict_policy::skip)) ==
          "0 inserted, 0 updated, 2 skipped");
    CHECK(print(load_single_file("t.csv", file, conflict_policy::update)) ==
          "0 inserted, 0 updated, 2 skipped");
    CHECK(print(load_single_file("t.csv", "id,u,v\n2,20,B\n3,30,c\n3,30,c2\n",
                                 conflict_policy::skip)) == "1 inserted, 0 updated, 2 skipped");
    CHECK(print(load_single_file("t.csv", "id,u,v\n2,20,B\n4,40,d\n", conflict_policy::update)) ==
          "1 inserted, 1 updated, 0 skipped");
    CHECK(rows() == "(1,10,a) (2,20,B) (3,30,c) (4,40,d)");
}

TEST_CASE_FIXTURE(merge_fixture, "a deferrable key does not hide conflicts of the others") {
    db().run_script("CREATE EXTENSION btree_gist; "
                    "CREATE TABLE t (id int PRIMARY KEY DEFERRABLE, v text, r int4range, "
                    "EXCLUDE USING gist (r WITH &&)); CREATE UNIQUE INDEX ON t (lower(v)); "
                    "INSERT INTO t VALUES (1, 'a', '[0,5)')");
    CHECK(print(load("t.csv",
                     "id,v,r\n2,b,\"[10,11)\"\n3,A,\"[20,21)\"\n4,c,\"[4,9)\"\n5,d,\"[30,31)\"\n"
                     "6,D,\"[40,41)\"\n7,e,\"[30,32)\"\n",
                     conflict_policy::skip)) == "2 inserted, 0 updated, 4 skipped");
    CHECK(value("SELECT string_agg(id::text, ' ' ORDER BY id) FROM t") == "1 2 5");
}

TEST_CASE_FIXTURE(merge_fixture, "NULLs that are not distinct meet") {
    if (db().server_version() < 150000) {
        return;
    }
    db().run_script("CREATE TABLE t (id int UNIQUE NULLS NOT DISTINCT DEFERRABLE, v text); "
                    "INSERT INTO t VALUES (NULL, 'old')");
    CHECK(print(load("t.csv", "id,v\n,new\n", conflict_policy::skip)) ==
          "0 inserted, 0 updated, 1 skipped");
    CHECK(print(load("t.csv", "id,v\n,new\n", conflict_policy::update)) ==
          "0 inserted, 1 updated, 0 skipped");
    CHECK(rows() == "(,new)");
}

TEST_CASE_FIXTURE(merge_fixture, "rules see the rows under every policy") {
    db().run_script("CREATE TABLE t (id int PRIMARY KEY, v text); CREATE TABLE log (id int); "
                    "CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (new.id)");
    for (const auto policy : every_policy) {
        db().run_script("TRUNCATE t, log");
        CHECK(print(load("t.csv", "id,v\n1,a\n2,b\n", policy)) ==
              "2 inserted, 0 updated, 0 skipped");
        CHECK(value("SELECT string_agg(id::text, ' ' ORDER BY id) FROM log") == "1 2");
        if (policy == conflict_policy::error) {
            continue;
        }
        const bool updates = policy == conflict_policy::update;
        CHECK(print(load("t.csv", "id,v\n2,B\n3,c\n", policy)) ==
              (updates ? "1 inserted, 1 updated, 0 skipped" : "1 inserted, 0 updated, 1 skipped"));
        CHECK(value("SELECT string_agg(id::text, ' ' ORDER BY id) FROM log") == "1 2 3");
        CHECK(rows() == (updates ? "(1,a) (2,B) (3,c)" : "(1,a) (2,b) (3,c)"));
    }
}

TEST_CASE_FIXTURE(merge_fixture, "a rule may put rows elsewhere") {
    db().run_script("CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE other (id int); "
                    "CREATE RULE r AS ON INSERT TO t WHERE new.id > 1 DO INSTEAD "
                    "INSERT INTO other VALUES (new.id)");
    load("t.csv", "id\n1\n2\n", conflict_policy::error);
    CHECK(rows() == "(1)");
    CHECK(value("SELECT string_agg(id::text, ' ') FROM other") == "2");
}

TEST_CASE_FIXTURE(merge_fixture, "a table under row-level security takes the rows that it allows") {
    db().run_script(R"(
        CREATE TABLE t (id int PRIMARY KEY, tenant text, v text);
        ALTER TABLE t ENABLE ROW LEVEL SECURITY;
        CREATE POLICY p ON t USING (tenant = 'a') WITH CHECK (tenant = 'a'))");
    const other_role low(*this);
    for (const auto policy : every_policy) {
        db().run_script("DELETE FROM t");
        CHECK(print(load("t.csv", "id,tenant,v\n1,a,x\n2,a,y\n", policy)) ==
              "2 inserted, 0 updated, 0 skipped");
        const auto problem = refusal("t.csv", "id,tenant,v\n3,a,x\n4,b,y\n5,a,z\n6,b,z\n", policy);
        CHECK(problem.message().find("2 bad rows") == 0);
        CHECK(problem.message().find("line 3: new row violates row-level security policy") !=
              std::string::npos);
        CHECK(problem.message().find("line 5: new row") != std::string::npos);
        CHECK(problem.where()->line == 3);
    }
    CHECK(print(load("t.csv", "id,tenant,v\n1,a,X\n2,a,y\n3,a,new\n", conflict_policy::update)) ==
          "1 inserted, 1 updated, 1 skipped");
    CHECK(print(load("t.csv", "id,tenant,v\n1,a,Y\n4,a,new\n", conflict_policy::skip)) ==
          "1 inserted, 0 updated, 1 skipped");
}

TEST_CASE_FIXTURE(merge_fixture, "generated rows enter tables that COPY cannot fill") {
    generate_options options;
    options.rows = 5;
    SUBCASE("row-level security") {
        db().run_script("CREATE TABLE t (id int PRIMARY KEY, v text); "
                        "ALTER TABLE t ENABLE ROW LEVEL SECURITY; "
                        "CREATE POLICY p ON t USING (true)");
        const other_role low(*this);
        CHECK(generate(db(), "t", options).total().inserted == 5);
        CHECK(generate(db(), "t", options).total().inserted == 5);
        CHECK(value("SELECT count(*) FROM t") == "10");
    }
    SUBCASE("a rule") {
        db().run_script("CREATE TABLE t (id int PRIMARY KEY); CREATE TABLE log (id int); "
                        "CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (new.id)");
        generate(db(), "t", options);
        CHECK(value("SELECT count(*) FROM log") == "5");
    }
}

TEST_CASE_FIXTURE(merge_fixture, "a role without temporary tables is told what it needs") {
    db().run_script("CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1); "
                    "DO $$BEGIN EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', "
                    "current_database()); END$$");
    const other_role low(*this);
    const auto problem = refusal("t.csv", "id\n1\n", conflict_policy::skip);
    CHECK(problem.message().find("permission denied to create temporary tables") == 0);
    CHECK(problem.hint().find("GRANT TEMPORARY ON DATABASE") != std::string::npos);
    CHECK(load("t.csv", "id\n2\n", conflict_policy::error).inserted == 1);
}

TEST_CASE_FIXTURE(merge_fixture, "a role that may only insert loads without looking") {
    db().run_script("CREATE TABLE t (id int PRIMARY KEY)");
    const other_role low(*this);
    db().run_script(
        "RESET ROLE; DO $$BEGIN EXECUTE format('REVOKE ALL ON t FROM %1$I; GRANT INSERT "
        "ON t TO %1$I; SET ROLE %1$I', 'low_' || current_database()); END$$");
    CHECK(print(load("t.csv", "id\n1\n1\n2\n", conflict_policy::skip)) ==
          "2 inserted, 0 updated, 1 skipped");
}

TEST_CASE_FIXTURE(merge_fixture, "views take rows, or say why not before the first") {
    db().run_script(R"(
        CREATE TABLE t (id int PRIMARY KEY, v text);
        CREATE VIEW plain AS SELECT * FROM t;
        CREATE VIEW woven AS SELECT id, v FROM t WHERE false;
        CREATE FUNCTION weave() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN INSERT INTO t VALUES (new.id, new.v); RETURN new; END';
        CREATE TRIGGER w INSTEAD OF INSERT ON woven FOR EACH ROW EXECUTE FUNCTION weave())");
    CHECK(print(load("plain.csv", "id,v\n1,a\n", conflict_policy::error)) ==
          "1 inserted, 0 updated, 0 skipped");
    CHECK(print(load("plain.csv", "id,v\n1,a\n2,b\n", conflict_policy::skip)) ==
          "1 inserted, 0 updated, 1 skipped");
    CHECK(print(load("woven.csv", "id,v\n3,c\n", conflict_policy::error)) ==
          "1 inserted, 0 updated, 0 skipped");
    CHECK(rows() == "(1,a) (2,b) (3,c)");
    for (const auto& problem : {refusal("woven.csv", "id,v\n4,d\n", conflict_policy::skip),
                                refusal("woven.csv", "id,v\n4,d\n", conflict_policy::update),
                                refusal("plain.csv", "id,v\n4,d\n", conflict_policy::update)}) {
        CHECK(problem.kind() == error_kind::usage);
        CHECK(problem.message().find("a view has no keys") != std::string::npos);
    }
}

TEST_CASE_FIXTURE(merge_fixture,
                  "a BEFORE trigger may fill what the table demands, whatever the policy") {
    db().run_script(R"(
        CREATE TABLE t (id int PRIMARY KEY, v text NOT NULL CHECK (v <> ''));
        CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN new.v = coalesce(new.v, ''filled''); RETURN new; END';
        CREATE TRIGGER f BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION fill();
        INSERT INTO t VALUES (9, 'there'))");
    for (const auto policy : every_policy) {
        db().run_script("DELETE FROM t WHERE id = 1");
        CHECK(load("t.csv", "id,v\n1,\n", policy).inserted == 1);
        CHECK(rows() == "(1,filled) (9,there)");
    }
}

TEST_CASE_FIXTURE(merge_fixture, "counts are of rows that were kept") {
    SUBCASE("a key twice in a file for an empty table") {
        db().run_script("CREATE TABLE t (id int PRIMARY KEY, v text)");
        CHECK(print(load_single_file("t.csv", "id,v\n1,a\n1,b\n", conflict_policy::skip)) ==
              "1 inserted, 0 updated, 1 skipped");
        write("t.csv", "id,v\n1,a\n2,b\n2,c\n");
        CHECK(print(apply().total()) == "1 inserted, 0 updated, 2 skipped");
    }
    SUBCASE("partitions") {
        db().run_script("CREATE TABLE t (id int PRIMARY KEY, v text) PARTITION BY RANGE (id); "
                        "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10); "
                        "CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (10) TO (20)");
        CHECK(print(load_single_file("t.csv", "id,v\n1,a\n11,b\n", conflict_policy::update)) ==
              "2 inserted, 0 updated, 0 skipped");
        CHECK(
            print(load_single_file("t.csv", "id,v\n1,a\n11,B\n12,c\n", conflict_policy::update)) ==
            "1 inserted, 1 updated, 1 skipped");
    }
    SUBCASE("a trigger that passes over rows") {
        db().run_script(R"(
            CREATE TABLE t (id int PRIMARY KEY, v text);
            CREATE FUNCTION pass() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN IF new.id % 2 = 0 THEN RETURN NULL; END IF; RETURN new; END';
            CREATE TRIGGER p BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION pass())");
        for (const auto policy : every_policy) {
            db().run_script("TRUNCATE t");
            CHECK(print(load_single_file("t.csv", "id,v\n1,a\n2,b\n3,c\n", policy)) ==
                  "2 inserted, 0 updated, 1 skipped");
        }
        CHECK(print(load_single_file("t.csv", "id,v\n1,A\n2,b\n3,c\n5,d\n",
                                     conflict_policy::update)) ==
              "1 inserted, 1 updated, 2 skipped");
    }
    SUBCASE("a trigger that writes more rows") {
        db().run_script(R"(
            CREATE TABLE t (id int PRIMARY KEY, v text); CREATE TABLE log (id int);
            CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN INSERT INTO log VALUES (new.id); UPDATE t SET v = v || ''!'' WHERE id = new.id
                 AND pg_trigger_depth() = 1; RETURN NULL; END';
            CREATE TRIGGER n AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION note())");
        for (const auto policy : every_policy) {
            db().run_script("TRUNCATE t");
            CHECK(print(load_single_file("t.csv", "id,v\n1,a\n2,b\n", policy)) ==
                  "2 inserted, 0 updated, 0 skipped");
        }
        CHECK(print(load_single_file("t.csv", "id,v\n1,A\n3,c\n", conflict_policy::update)) ==
              "1 inserted, 1 updated, 0 skipped");
    }
    SUBCASE("a server that counts nothing") {
        db().run_script("CREATE TABLE t (id int PRIMARY KEY, v text); SET track_counts = off");
        CHECK(print(load_single_file("t.csv", "id,v\n1,a\n", conflict_policy::update)) ==
              "1 inserted, 0 updated, 0 skipped");
        CHECK(print(load_single_file("t.csv", "id,v\n1,b\n2,c\n", conflict_policy::update)) ==
              "1 inserted, 1 updated, 0 skipped");
    }
    SUBCASE("a temporary table of a script") {
        db().run_script("CREATE TABLE t (id int PRIMARY KEY)");
        write("1.sql", "CREATE TEMP TABLE mine (id int) ON COMMIT DROP; "
                       "INSERT INTO mine VALUES (1), (2), (3); INSERT INTO t SELECT 1;");
        CHECK(print(apply().total()) == "1 inserted, 0 updated, 0 skipped");
    }
    SUBCASE("a savepoint of a script") {
        db().run_script("CREATE TABLE t (id int PRIMARY KEY)");
        write("1.sql", "INSERT INTO t VALUES (1); SAVEPOINT s; INSERT INTO t VALUES (2), (3); "
                       "ROLLBACK TO s; INSERT INTO t VALUES (4);");
        CHECK(print(apply().total()) == "2 inserted, 0 updated, 0 skipped");
    }
}
