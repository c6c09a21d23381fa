// SPDX-License-Identifier: MIT
#include "ledger/trust.hpp"

#include "ledger/trust_sql.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace dunlin::migrator {
namespace {

constexpr int release_with_set_option = 160000;

std::string relation_kind(const std::string& relkind) {
    return relkind == "v"           ? "a view"
           : relkind == "m"         ? "a materialized view"
           : relkind == "f"         ? "a foreign table"
           : relkind == "p"         ? "a partitioned table"
           : relkind == "partition" ? "a partition of another table"
                                    : "not a table";
}

/// Whether the finding is resolved by trusting the role that it names.
bool is_about_ownership(const trust_finding& finding) {
    return finding.kind != "kind" && finding.kind != "row_security" && finding.kind != "rule" &&
           finding.kind != "child";
}

std::vector<trust_finding> those_of_reading(const std::vector<trust_finding>& findings) {
    std::vector<trust_finding> stopping;
    std::copy_if(findings.begin(), findings.end(), std::back_inserter(stopping), prevents_reading);
    return stopping;
}

/// Triggers and expressions first: the new owner of the table would run them.
std::string remedies_for(const std::vector<trust_finding>& findings) {
    std::string sql;
    std::set<std::string> known;
    for (auto finding = findings.rbegin(); finding != findings.rend(); ++finding) {
        const std::string remedy = remedy_for(*finding);
        if (!remedy.empty() && known.insert(remedy).second) {
            sql += (sql.empty() ? "" : " ") + remedy + ";";
        }
    }
    return sql;
}

std::string owners_to_trust(const std::vector<trust_finding>& findings) {
    std::set<std::string> owners;
    for (const trust_finding& finding : findings) {
        if (is_about_ownership(finding)) {
            owners.insert(fmt::format("\"{}\"", finding.owner));
        }
    }
    return fmt::format("{}", fmt::join(owners, ", "));
}

std::string hint_for(const std::vector<trust_finding>& findings) {
    std::vector<std::string> ways;
    if (const std::string sql = remedies_for(findings); !sql.empty()) {
        ways.push_back("as a superuser: " + sql);
    }
    if (findings.front().kind == "row_security") {
        ways.push_back(fmt::format("connect as the owner, {}, or with --role", findings[0].owner));
    }
    if (const std::string owners = owners_to_trust(findings); !owners.empty()) {
        ways.push_back(
            fmt::format("if you trust that role, in dunlin.toml: [ledger] owners = [{}]", owners));
    }
    if (ways.empty()) {
        ways.emplace_back(
            "restore the ordinary table, or keep the history in another schema with [ledger] schema");
    }
    return fmt::format("{}", fmt::join(ways, "; "));
}

[[noreturn]] void refuse(const std::string& message, const std::vector<trust_finding>& findings) {
    error refusal(error_kind::refused, message + ": " + describe_finding(findings.front()));
    for (auto finding = findings.begin() + 1; finding != findings.end(); ++finding) {
        refusal.detail += (refusal.detail.empty() ? "" : "\n") + describe_finding(*finding);
    }
    refusal.with_hint(hint_for(findings));
    throw refusal;
}

} // namespace

std::string check_sql(const sqldb::connection& db, const std::vector<std::string>& tables,
                      bool for_writing) {
    std::string oids;
    for (const std::string& table : tables) {
        oids += fmt::format("{}pg_catalog.to_regclass({})", oids.empty() ? "" : ", ",
                            db.quote_literal(table));
    }
    return fmt::format(trust_sql::check, oids,
                       for_writing ? fmt::format(trust_sql::is_plain, trust_sql::unknown_call)
                                   : "true");
}

std::string reading_check_sql(const sqldb::connection& db, const std::vector<std::string>& tables,
                              bool for_writing) {
    return fmt::format(trust_sql::stop_unless, check_sql(db, tables, for_writing),
                       trust_sql::stop_text, trust_sql::can_be_read);
}

std::string writing_check_sql(const sqldb::connection& db, const std::vector<std::string>& tables) {
    return fmt::format(trust_sql::stop_unless, check_sql(db, tables, true), trust_sql::stop_text,
                       trust_sql::can_be_written);
}

trust_check read_check(const sqldb::result& rows) {
    trust_check check;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        check.is_ordinary = check.is_ordinary && (rows[i].text(0) == "t" || rows[i].text(0) == "0");
        check.is_own = check.is_own && rows[i].text(1) == "t";
        check.is_plain = check.is_plain && rows[i].text(2) == "t";
    }
    return check;
}

/// The message is in the server's language, but it contains the text that was not a number.
bool is_stopped_by_check(const std::string& message) {
    return message.find(trust_sql::stop_text) != std::string::npos;
}

std::vector<trust_finding> examine_trust(sqldb::connection& db,
                                         const std::vector<std::string>& tables,
                                         const std::vector<std::string>& owners) {
    const bool has_options = db.server_version() >= release_with_set_option;
    const auto rows =
        db.run(fmt::format(trust_sql::examine, has_options ? trust_sql::gives_rights : "true"),
               {{"tables", tables}, {"owners", owners}});
    std::vector<trust_finding> findings;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto text = [&](std::size_t column) { return std::string(rows[i].text(column)); };
        findings.push_back({text(0), text(1), text(2), text(3), text(4), text(5)});
    }
    return findings;
}

bool prevents_reading(const trust_finding& finding) {
    return finding.kind != "schema" && finding.kind != "table" && finding.kind != "default" &&
           finding.kind != "check" && finding.kind != "index" && finding.kind != "trigger";
}

bool is_forced_security(const trust_finding& finding) {
    return finding.kind == "row_security" && finding.object == "forced";
}

std::string describe_finding(const trust_finding& finding) {
    const std::string& kind = finding.kind;
    if (kind == "schema" || kind == "table") {
        return fmt::format("{} {} belongs to role {}", kind, finding.name, finding.owner);
    }
    if (kind == "kind") {
        return fmt::format("{} is {}", finding.name, relation_kind(finding.object));
    }
    if (kind == "row_security") {
        return fmt::format("row-level security hides rows of {} from role {}", finding.name,
                           finding.self);
    }
    if (kind == "rule") {
        return fmt::format("rule {} on {} rewrites statements", finding.name, finding.relation);
    }
    if (kind == "child") {
        return fmt::format("{} inherits from {}, so its rows are read with it", finding.name,
                           finding.relation);
    }
    if (kind == "type") {
        return fmt::format("column {} of {} has type {}, which belongs to role {}", finding.name,
                           finding.relation, finding.object, finding.owner);
    }
    const char* object = kind == "default"   ? "the default of column"
                         : kind == "check"   ? "check constraint"
                         : kind == "trigger" ? "trigger"
                                             : "index";
    return fmt::format("{} {} of {} uses {}, which belongs to role {}", object, finding.name,
                       finding.relation, finding.object, finding.owner);
}

std::string remedy_for(const trust_finding& finding) {
    const std::string& kind = finding.kind;
    if (kind == "schema") {
        return fmt::format("ALTER SCHEMA {} OWNER TO {}", finding.name, finding.self);
    }
    if (kind == "table") {
        return fmt::format("ALTER TABLE {} OWNER TO {}", finding.name, finding.self);
    }
    if (kind == "trigger") {
        return fmt::format("DROP TRIGGER {} ON {}", finding.name, finding.relation);
    }
    if (kind == "rule") {
        return fmt::format("DROP RULE {} ON {}", finding.name, finding.relation);
    }
    if (kind == "child") {
        return fmt::format("ALTER TABLE {} NO INHERIT {}", finding.name, finding.relation);
    }
    if (kind == "default") {
        return fmt::format("ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT", finding.relation,
                           finding.name);
    }
    if (kind == "check") {
        return fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", finding.relation, finding.name);
    }
    if (kind == "index") {
        return fmt::format("DROP INDEX {}", finding.name);
    }
    if (kind == "row_security") {
        return fmt::format("ALTER TABLE {} {} ROW LEVEL SECURITY", finding.name,
                           is_forced_security(finding) ? "NO FORCE" : "DISABLE");
    }
    return {};
}

void refuse_reading(const std::string& table, const std::vector<trust_finding>& findings) {
    if (const auto stopping = those_of_reading(findings); !stopping.empty()) {
        refuse(fmt::format("{} cannot be read as a ledger", table), stopping);
    }
}

void refuse_writing(const std::string& table, const std::vector<trust_finding>& findings) {
    if (!findings.empty()) {
        refuse(fmt::format("{} is not safe to write to", table), findings);
    }
}

} // namespace dunlin::migrator
