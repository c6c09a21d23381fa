// SPDX-License-Identifier: MIT
#include "exchange.hpp"
#include "implementation.hpp"
#include "libpqxx.hpp"

#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <exception>
#include <utility>

namespace dunlin::sqldb {
namespace {

/// For the observer. libpqxx 6 sends the same as two statements in one message.
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

std::unique_ptr<pqxx::dbtransaction> begin(pqxx_session& session, isolation level, access mode) {
    const bool is_read_only = mode == access::read_only;
    switch (level) {
    case isolation::repeatable_read:
        return begin_with<pqxx::isolation_level::repeatable_read>(session, is_read_only);
    case isolation::serializable:
        return begin_with<pqxx::isolation_level::serializable>(session, is_read_only);
    case isolation::server_default:
    case isolation::read_committed:
        break;
    }
    auto begun = begin_with<pqxx::isolation_level::read_committed>(session, is_read_only);
    if (level == isolation::read_committed) {
        // libpqxx treats it as the server's default and does not send it.
        run_in(*begun, "SET TRANSACTION ISOLATION LEVEL READ COMMITTED", {});
    }
    return begun;
}

error in_doubt(const error& loss) {
    error problem(error_kind::in_doubt,
                  "the connection was lost after COMMIT was sent; it is unknown whether the server "
                  "committed");
    problem.with_hint("connect again and check whether the change is there");
    problem.sqlstate = loss.sqlstate;
    problem.detail = loss.detail.empty() ? loss.message() : loss.detail;
    return problem;
}

} // namespace

struct transaction::state {
    std::unique_ptr<pqxx::dbtransaction> block;
};

transaction::transaction(connection& db, isolation level, access mode)
    : db_(db), state_(std::make_unique<state>()) {
    if (db_.in_transaction()) {
        throw error(error_kind::usage, "a transaction is already open on this connection");
    }
    auto& session = *db_.impl_;
    try {
        exchange(session, begin_statement(level, mode), limits_of(session.settings)).command([&] {
            state_->block = begin(*session.session->object, level, mode);
        });
    } catch (const error&) {
        // The second of two statements may fail, which leaves the first one's transaction open.
        db_.roll_back();
        throw;
    }
    session.blocks.push_back(state_->block.get());
}

transaction::~transaction() {
    if (open_) {
        try {
            rollback();
        } catch (const std::exception&) {
            // The session is lost, and the server rolls back on its own.
            close();
        }
    }
}

void transaction::close() noexcept {
    open_ = false;
    db_.impl_->blocks.clear();
    state_->block.reset();
}

bool transaction::in_transaction() const noexcept {
    return open_ && db_.in_transaction();
}

result transaction::run_statement(std::string_view sql, const parameters& values,
                                  const call_limits& limits) {
    return db_.run(sql, values, limits);
}

std::int64_t transaction::stream_statement(std::string_view sql, const parameters& values,
                                           const row_callback& on_row, const call_limits& limits) {
    return db_.stream(sql, values, on_row, limits);
}

void transaction::commit() {
    auto& session = *db_.impl_;
    // When the session was lost before COMMIT, nothing is in doubt.
    session.detect_loss();
    session.require_open();
    session.responses.reset();
    std::string tag;
    try {
        tag = exchange(session, "COMMIT", limits_of(session.settings)).command([&] {
            state_->block->commit();
        });
    } catch (const error& problem) {
        if (session.responses.tag() != "COMMIT") {
            fail_commit(problem);
        }
        // Committed: the session was lost after the server's response.
        tag = session.responses.tag();
    }
    close();
    if (tag == "ROLLBACK") {
        sql_error problem(
            error_kind::sql,
            "the transaction was rolled back instead of committed, because a statement in it had "
            "failed");
        problem.sqlstate = "25P02";
        throw problem;
    }
}

void transaction::fail_commit(const error& problem) {
    if (!db_.is_open()) {
        close();
        throw in_doubt(problem);
    }
    if (!db_.in_transaction()) {
        close();
    }
    throw;
}

void transaction::rollback() {
    auto& session = *db_.impl_;
    if (session.is_open() && session.in_transaction()) {
        exchange(session, "ROLLBACK", rollback_limits_of(session.settings)).command([&] {
            state_->block->abort();
        });
    }
    close();
}

} // namespace dunlin::sqldb
