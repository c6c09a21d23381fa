// SPDX-License-Identifier: MIT
#include "exchange.hpp"
#include "implementation.hpp"

#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <exception>

namespace dunlin::sqldb {
namespace {

std::string begin_statement(isolation level, access mode) {
    std::string sql = "BEGIN";
    switch (level) {
    case isolation::server_default:
        break;
    case isolation::read_committed:
        sql += " ISOLATION LEVEL READ COMMITTED";
        break;
    case isolation::repeatable_read:
        sql += " ISOLATION LEVEL REPEATABLE READ";
        break;
    case isolation::serializable:
        sql += " ISOLATION LEVEL SERIALIZABLE";
        break;
    }
    return mode == access::read_only ? sql + " READ ONLY" : sql;
}

error in_doubt(const error& loss) {
    error problem(error_kind::in_doubt,
                  "the connection was lost after COMMIT was sent: whether the server has committed "
                  "is not known");
    problem.with_hint("connect again and look whether the change is there");
    problem.sqlstate = loss.sqlstate;
    problem.detail = loss.detail.empty() ? loss.message() : loss.detail;
    return problem;
}

} // namespace

transaction::transaction(connection& db, isolation level, access mode) : db_(db) {
    if (db_.in_transaction()) {
        throw error(error_kind::usage, "a transaction is open on this connection already");
    }
    run_plainly(*db_.impl_, begin_statement(level, mode), limits_of(db_.settings()));
}

transaction::~transaction() {
    if (!open_) {
        return;
    }
    try {
        rollback();
    } catch (const std::exception&) {
        // The session is lost then, and the server rolls back by itself.
        open_ = false;
    }
}

bool transaction::in_transaction() const noexcept {
    return open_ && db_.in_transaction();
}

result transaction::run(std::string_view sql, const parameters& values) {
    return db_.run(sql, values);
}

std::int64_t transaction::stream(std::string_view sql, const parameters& values,
                                 const row_callback& each) {
    return db_.stream(sql, values, each);
}

void transaction::commit() {
    // Lost before: then nothing is in doubt.
    db_.impl_->notice_loss();
    db_.impl_->require_open();
    std::string tag;
    try {
        tag = run_plainly(*db_.impl_, "COMMIT", limits_of(db_.settings()));
    } catch (const error& problem) {
        if (!db_.is_open()) {
            open_ = false;
            throw in_doubt(problem);
        }
        open_ = db_.in_transaction();
        throw;
    }
    open_ = false;
    if (tag == "ROLLBACK") {
        sql_error problem(error_kind::sql, "the transaction was rolled back instead of committed, "
                                           "as a statement in it had failed");
        problem.sqlstate = "25P02";
        throw problem;
    }
}

void transaction::rollback() {
    open_ = false;
    if (db_.is_open() && db_.in_transaction()) {
        run_plainly(*db_.impl_, "ROLLBACK", undo_limits_of(db_.settings()));
    }
}

} // namespace dunlin::sqldb
