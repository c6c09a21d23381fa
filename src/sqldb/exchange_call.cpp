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

/// Runs in libpqxx's innermost block, or without a transaction.
pqxx::result run_here(const connection::implementation& session, const bound_statement& bound) {
    if (!session.blocks.empty()) {
        return run_in(*session.blocks.back(), bound.sql, bound.values);
    }
    pqxx::nontransaction none(*session.session->object);
    return run_in(none, bound.sql, bound.values);
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

result exchange::run(const bound_statement& bound) {
    sent_ = bound.sql;
    parameters_ = bound.values.size();
    std::shared_ptr<pqxx::result> rows_owner;
    call([&] { rows_owner = std::make_shared<pqxx::result>(run_here(session_, bound)); });
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
