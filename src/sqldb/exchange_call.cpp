// SPDX-License-Identifier: MIT
// What an exchange leaves to libpqxx.
#include "exchange.hpp"
#include "libpqxx.hpp"
#include "watch.hpp"

#include <exception>
#include <memory>
#include <optional>
#include <utility>

namespace dunlin::sqldb {
namespace {

/// In the innermost block that libpqxx knows of, and otherwise as the session stands.
pqxx::result run_here(const connection::implementation& session, const bound_statement& bound) {
    if (!session.blocks.empty()) {
        return run_in(*session.blocks.back(), bound.sql, bound.values);
    }
    pqxx::nontransaction none(*session.session->object);
    return run_in(none, bound.sql, bound.values);
}

} // namespace

void exchange::call(const std::function<void()>& libpqxx) {
    ended_ = true; // it reads an answer to its end
    answers& heard = session_.heard;
    heard.look_at(session_.handle);
    heard.forget();
    std::optional<std::string> said;
    {
        const watch over(ending_, limits_);
        try {
            libpqxx();
        } catch (const std::exception& problem) {
            said = problem.what();
        }
    }
    if (ending_.has_given_up()) {
        session_.abandon();
    }
    const auto& failed = heard.failed();
    if (failed && !(failed->said.sqlstate.empty() && heard.last_words())) {
        fail(*failed);
    }
    if (said) {
        fail_unheard(*said);
    }
}

result exchange::run(const bound_statement& bound) {
    sent_ = bound.sql;
    parameters_ = bound.values.size();
    std::shared_ptr<pqxx::result> kept;
    call([&] { kept = std::make_shared<pqxx::result>(run_here(session_, bound)); });
    const PGresult* const rows = session_.heard.last();
    if (is_copy(rows)) {
        ended_ = false;
        refuse_copy(rows);
    }
    // libpqxx has no way to its PGresult: this is the one that it holds, and lives with it.
    result answer(std::shared_ptr<const PGresult>(std::move(kept), rows));
    add_rows(answer.affected());
    report("");
    return answer;
}

std::string exchange::command(const std::function<void()>& call_of_libpqxx) {
    sent_ = sql_;
    call(call_of_libpqxx);
    report("");
    return session_.heard.tag();
}

} // namespace dunlin::sqldb
