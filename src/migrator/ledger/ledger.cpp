// SPDX-License-Identifier: MIT
#include "ledger/ledger_error.hpp"
#include "ledger/trust.hpp"

#include <dunlin/migrator/ledger.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/error.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {

void ledger::require_trust(sqldb::connection& db) const {
    refuse_writing(table(), examine_trust(db, written_tables(db), owners_));
}

void ledger::write_checked(sqldb::connection& db, const std::string& sql) const {
    try {
        db.run_script(writing_check_sql(db, written_tables(db)) + sql);
    } catch (const sqldb::sql_error& problem) {
        if (!is_stopped_by_check(problem.message())) {
            throw;
        }
        require_trust(db);
        db.run_script(sql);
    }
}

std::vector<std::string> ledger::doubts(sqldb::connection& db) const {
    std::vector<std::string> sentences;
    if (is_own_) {
        return sentences;
    }
    for (const trust_finding& finding : examine_trust(db, written_tables(db), owners_)) {
        sentences.push_back(fmt::format("a run would refuse the ledger {}: {}", table(),
                                        describe_finding(finding)));
    }
    return sentences;
}

void ledger::apply_check(sqldb::connection& db, const trust_check& check) {
    is_own_ = check.is_own;
    if (check.is_ordinary && (!is_for_writing_ || (check.is_own && check.is_plain))) {
        return;
    }
    const auto findings = examine_trust(db, written_tables(db), owners_);
    refuse_reading(table(), findings);
    if (is_for_writing_) {
        refuse_writing(table(), findings);
    }
}

void ledger::make_tables(sqldb::connection& db, const std::string& tables,
                         const std::string& rows) const {
    try {
        db.run_script("BEGIN;\n" + tables + rows + "\n;" +
                      writing_check_sql(db, written_tables(db)) + "COMMIT");
        return;
    } catch (const sqldb::sql_error& problem) {
        db.roll_back();
        // The rows may have met a policy.
        if (!is_stopped_by_check(problem.message()) && !is_missing_privilege(problem)) {
            throw;
        }
    }
    try {
        db.run_script("BEGIN;\n" + tables);
        settle_new_tables(db);
        db.run_script(rows + "COMMIT");
    } catch (const error&) {
        db.roll_back();
        throw;
    }
}

void ledger::settle_new_tables(sqldb::connection& db) const {
    auto findings = examine_trust(db, written_tables(db), owners_);
    if (std::any_of(findings.begin(), findings.end(), is_forced_security)) {
        std::string sql;
        for (const trust_finding& finding : findings) {
            sql += is_forced_security(finding) ? remedy_for(finding) + ";" : "";
        }
        db.run_script(sql);
        findings = examine_trust(db, written_tables(db), owners_);
    }
    refuse_writing(table(), findings);
}

} // namespace dunlin::migrator
