// SPDX-License-Identifier: MIT
// libpq directly: libpqxx cannot stream the rows of any statement in constant memory, return the
// result of each statement in a message of several, or run a pipeline that may fail in the middle.
#include "exchange.hpp"

#include <dunlin/base/interruption.hpp>
#include <dunlin/base/operation.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/sqldb/observer.hpp>

#include <poll.h>

#include <memory>

namespace dunlin::sqldb {
namespace {

using std::chrono::steady_clock;

bool send_one(PGconn* handle, const char* sql) {
    return PQsendQueryParams(handle, sql, 0, nullptr, nullptr, nullptr, nullptr, 0) != 0;
}

void set_single_row_mode(PGconn* handle) noexcept {
#ifdef LIBPQ_HAS_CHUNK_MODE
    // A PGresult per row costs more than the row; too many rows per PGresult cost memory.
    constexpr int rows_at_a_time = 32;
    PQsetChunkedRowsMode(handle, rows_at_a_time);
#else
    PQsetSingleRowMode(handle);
#endif
}

void clear_rows(const PGresult* rows) noexcept {
    PQclear(const_cast<PGresult*>(rows));
}

} // namespace

void clear_result::operator()(PGresult* rows) const noexcept {
    PQclear(rows);
}

exchange::exchange(connection::implementation& session, std::string_view sql,
                   const wait_limits& limits)
    : session_(session), sql_(sql), limits_(limits), started_(steady_clock::now()),
      cancellation_(session.socket(), session.canceller, limits_) {
    if (limits_.stop != nullptr) {
        limits_.stop->check();
    }
    session_.require_open();
    session_.responses.set_sent(&sent_);
}

exchange::~exchange() {
    if (!ended_) {
        cancellation_.begin(wake::interrupted);
        drain();
    }
    session_.responses.set_sent(nullptr);
    report(cancellation_.reason() == wake::ready ? "" : "57014");
}

bool exchange::is_copy(const PGresult* result) noexcept {
    const auto status = PQresultStatus(result);
    return status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH;
}

void exchange::send_script() {
    refuse_nul(sql_);
    is_script_ = true;
    sent_ = sql_;
    if (PQsendQuery(session_.handle, sent_.c_str()) == 0) {
        fail_to_send();
    }
}

void exchange::send(const bound_statement& bound) {
    sent_ = bound.sql;
    parameters_ = bound.values.size();
    if (PQsendQueryParams(session_.handle, sent_.c_str(), static_cast<int>(parameters_), nullptr,
                          bound.values.data(), nullptr, nullptr, 0) == 0) {
        fail_to_send();
    }
}

void exchange::send_read_only(const bound_statement& bound) {
    sent_ = bound.sql;
    parameters_ = bound.values.size();
    PGconn* const handle = session_.handle;
    pipelined_ = PQenterPipelineMode(handle) != 0;
    preceding_ = 1;
    const bool sent = pipelined_ && send_one(handle, "BEGIN READ ONLY") &&
                      PQsendQueryParams(handle, sent_.c_str(), static_cast<int>(parameters_),
                                        nullptr, bound.values.data(), nullptr, nullptr, 0) != 0 &&
                      send_one(handle, "ROLLBACK") && PQpipelineSync(handle) != 0;
    if (!sent) {
        fail_to_send();
    }
}

void exchange::send_with_precondition(std::string_view precondition) {
    refuse_nul(sql_);
    sent_ = sql_;
    PGconn* const handle = session_.handle;
    pipelined_ = PQenterPipelineMode(handle) != 0;
    preceding_ = 3;
    const bool sent = pipelined_ && send_one(handle, "BEGIN") &&
                      send_one(handle, std::string(precondition).c_str()) &&
                      send_one(handle, "COMMIT") && send_one(handle, sent_.c_str()) &&
                      PQpipelineSync(handle) != 0;
    if (!sent) {
        fail_to_send();
    }
}

std::vector<std::uint32_t> exchange::describe(const std::string& sql) {
    sent_ = sql;
    PGconn* const handle = session_.handle;
    pipelined_ = PQenterPipelineMode(handle) != 0;
    preceding_ = 1;
    const bool sent = pipelined_ && PQsendPrepare(handle, "", sent_.c_str(), 0, nullptr) != 0 &&
                      PQsendDescribePrepared(handle, "") != 0 && PQpipelineSync(handle) != 0;
    if (!sent) {
        fail_to_send();
    }
    std::vector<std::uint32_t> types;
    while (const auto response = next()) {
        for (int i = 0; i < PQnparams(response.get()); ++i) {
            types.push_back(PQparamtype(response.get(), i));
        }
    }
    return types;
}

void exchange::request_single_rows() noexcept {
    single_rows_ = true;
    // The mode applies to the statement whose results come next. In a pipeline that is BEGIN now,
    // and the statement only after BEGIN's results were read.
    if (!pipelined_) {
        set_single_row_mode(session_.handle);
    }
}

bool exchange::await(short events) {
    const bool ready = cancellation_.await(session_.socket(), events);
    if (!ready) {
        session_.abandon();
    }
    return ready;
}

void exchange::flush() {
    // A failed write is ignored here: the server may have sent the reason before it closed the
    // connection, and that is read with the results.
    while (PQflush(session_.handle) == 1) {
        if (!await(POLLIN | POLLOUT)) {
            return;
        }
        if (has_event(session_.socket(), POLLIN)) {
            PQconsumeInput(session_.handle);
        }
    }
}

void exchange::await_and_read() {
    if (await(POLLIN)) {
        PQconsumeInput(session_.handle);
    }
}

result_handle exchange::fetch_one() {
    flush();
    while (session_.is_open() && PQisBusy(session_.handle) != 0) {
        await_and_read();
    }
    // libpq would continue with what it has, and block for the rest.
    return result_handle(session_.is_abandoned() ? nullptr : PQgetResult(session_.handle));
}

result_handle exchange::fetch() {
    if (pipelined_) {
        return fetch_from_pipeline();
    }
    auto response = fetch_one();
    ended_ = ended_ || !response;
    return response;
}

/// In a pipeline, libpq marks the end of each statement's results with null and the end of all with
/// PGRES_PIPELINE_SYNC. The statements after a failed one return PGRES_PIPELINE_ABORTED.
result_handle exchange::fetch_from_pipeline() {
    while (!ended_) {
        auto response = fetch_one();
        if (!response) {
            finish_pipeline_statement();
            continue;
        }
        const auto status = PQresultStatus(response.get());
        if (status == PGRES_PIPELINE_SYNC) {
            ended_ = true;
            PQexitPipelineMode(session_.handle);
        } else if (status == PGRES_FATAL_ERROR ||
                   (finished_ == preceding_ && status != PGRES_PIPELINE_ABORTED)) {
            return response;
        }
    }
    return nullptr;
}

void exchange::finish_pipeline_statement() noexcept {
    ended_ = !session_.is_open();
    if (++finished_ == preceding_ && single_rows_) {
        set_single_row_mode(session_.handle);
    }
}

void exchange::drain() noexcept {
    while (!ended_) {
        const auto rest = fetch();
        discard_copy(rest.get());
    }
}

void exchange::discard_copy(const PGresult* result) noexcept {
    const auto status = PQresultStatus(result);
    if (status == PGRES_COPY_IN) {
        refuse_copy_data("the COPY was given up");
    }
    while (status == PGRES_COPY_OUT && session_.is_open()) {
        char* data = nullptr;
        const int size = PQgetCopyData(session_.handle, &data, 1);
        const text_handle owned(data);
        if (size < 0) {
            return;
        }
        if (size == 0) {
            await_and_read();
        }
    }
}

void exchange::refuse_copy_data(const char* reason) noexcept {
    while (session_.is_open() && PQputCopyEnd(session_.handle, reason) == 0) {
        flush();
    }
}

result_handle exchange::next() {
    auto response = fetch();
    if (!response) {
        if (session_.is_abandoned()) {
            fail_stopped();
        }
        report("");
        return response;
    }
    const auto status = PQresultStatus(response.get());
    if (status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE) {
        drain();
        fail(failure_of(response.get()));
    }
    if (is_copy(response.get()) && !copy_allowed_) {
        refuse_copy(response.get());
    }
    return response;
}

std::optional<result> exchange::next_rows() {
    auto response = next();
    if (!response) {
        return std::nullopt;
    }
    return result(std::shared_ptr<const PGresult>(response.release(), clear_rows));
}

/// Ends the statement as a failed one, also for its transaction: COPY FROM by the error that a
/// client may send, COPY TO by cancellation.
void exchange::refuse_copy(const PGresult* result) {
    if (PQresultStatus(result) != PGRES_COPY_IN) {
        cancellation_.begin(wake::interrupted);
    }
    discard_copy(result);
    drain();
    fail_copy();
}

void exchange::report(std::string_view sqlstate) noexcept {
    if (reported_ || session_.settings.observer == nullptr) {
        return;
    }
    reported_ = true;
    statement_event event;
    event.sql = sent_;
    event.parameters = parameters_;
    event.rows = rows_;
    event.duration =
        std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - started_);
    event.backend_pid = session_.backend_pid;
    event.sqlstate = sqlstate;
    if (const operation* current = operation::current()) {
        event.operation = current->name();
    }
    event.server = &session_.address;
    session_.settings.observer->on_statement(event);
}

} // namespace dunlin::sqldb
