// SPDX-License-Identifier: MIT
// The parts of an exchange that use libpqxx.
#include "cancellation_watch.hpp"
#include "exchange.hpp"
#include "libpqxx.hpp"

#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace dunlin::sqldb {
namespace {

using entry = prepared_statements::entry;
using state = prepared_statements::state;

pqxx::result run_in_block(pqxx_session& session, pqxx::transaction_base& block,
                          const bound_statement& bound, const entry& prepared) {
    if (prepared.state == state::unprepared) {
        return run_in(block, bound.sql, bound.values);
    }
    if (prepared.state == state::to_prepare) {
        session.prepare(prepared.name, bound.sql);
    }
    return run_prepared_in(block, prepared.name, bound.values);
}

/// Runs in libpqxx's innermost block, or without a transaction.
pqxx::result run_here(const connection::implementation& session, const bound_statement& bound,
                      const entry& prepared) {
    pqxx_session& owner = *session.session->object;
    if (!session.blocks.empty()) {
        return run_in_block(owner, *session.blocks.back(), bound, prepared);
    }
    pqxx::nontransaction none(owner);
    return run_in_block(owner, none, bound, prepared);
}

} // namespace

void exchange::call(const std::function<void()>& libpqxx) {
    ended_ = true; // libpqxx reads the whole response
    server_responses& responses = session_.responses;
    responses.watch_results(session_.handle);
    responses.reset();
    std::optional<std::string> libpqxx_message;
    {
        const cancellation_watch watch(cancellation_, limits_);
        try {
            libpqxx();
        } catch (const std::exception& problem) {
            libpqxx_message = problem.what();
        }
    }
    if (cancellation_.has_given_up()) {
        session_.abandon();
    }
    const auto& failed = responses.failed();
    if (failed && !(failed->fields.sqlstate.empty() && responses.session_end_error())) {
        fail(*failed);
    }
    if (libpqxx_message) {
        fail_unreported(*libpqxx_message);
    }
}

result exchange::run(const bound_statement& bound, const prepared_statements::entry& prepared) {
    sent_ = bound.sql;
    parameters_ = bound.values.size();
    std::shared_ptr<pqxx::result> rows_owner;
    call([&] { rows_owner = std::make_shared<pqxx::result>(run_here(session_, bound, prepared)); });
    const PGresult* const rows = session_.responses.last();
    if (is_copy(rows)) {
        ended_ = false;
        refuse_copy(rows);
    }
    // libpqxx does not show its PGresult: this is the one that its result owns.
    result rows_read(std::shared_ptr<const PGresult>(std::move(rows_owner), rows));
    add_rows(rows_read.affected());
    report("");
    return rows_read;
}

std::string exchange::command(const std::function<void()>& call_of_libpqxx) {
    sent_ = sql_;
    call(call_of_libpqxx);
    report("");
    return session_.responses.tag();
}

} // namespace dunlin::sqldb
