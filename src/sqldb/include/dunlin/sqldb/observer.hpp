// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dunlin::sqldb {

struct config;

/// The address of a session's server and database, without secrets.
struct server_address {
    std::string host; ///< or the folder of the Unix socket
    int port = 0;     ///< 0: unknown
    std::string database;
};

/// The address of these settings, with libpq's defaults filled in; of several hosts the first.
/// Throws error(config) when the URL is invalid.
server_address address_of(const config& settings);

/// A statement (or script, or COPY) that has ended. The views are valid only during the call.
struct statement_event {
    std::string_view sql;       ///< the text that was sent, without parameter values
    std::size_t parameters = 0; ///< number of bound values
    std::int64_t rows = 0;      ///< rows returned or affected
    std::chrono::microseconds duration{0};
    int backend_pid = 0;
    std::string_view sqlstate;  ///< empty: it succeeded
    std::string_view operation; ///< the innermost dunlin::operation; empty: there is none
    const server_address* server = nullptr;
};

/// A connection attempt that succeeded or failed.
struct connect_event {
    std::chrono::microseconds duration{0};
    int backend_pid = 0;
    bool failed = false;
    std::string_view sqlstate; ///< of a refused login; empty: none was sent
    const server_address* server = nullptr;
};

/// Is called for every statement, to log, time or count it. Called on the thread that ran the
/// statement; it must not throw.
class statement_observer {
public:
    statement_observer() = default;
    statement_observer(const statement_observer&) = delete;
    statement_observer& operator=(const statement_observer&) = delete;
    virtual ~statement_observer() = default;
    virtual void on_statement(const statement_event& event) noexcept = 0;
    virtual void on_connect(const connect_event& /*event*/) noexcept {}
};

/// Passes the operation, duration and failure of every statement to a function, which may be called
/// from several threads and must not throw:
///
///     telemetry::operation_metrics metrics;
///     sqldb::statement_recorder recorder([&](auto operation, auto duration, auto failure) {
///         metrics.record(operation, duration, failure);
///     });
///     settings.observer = &recorder;
class statement_recorder final : public statement_observer {
public:
    using function =
        std::function<void(std::string_view operation, std::chrono::microseconds duration,
                           std::optional<error_kind> failure)>;

    explicit statement_recorder(function record) : record_(std::move(record)) {}
    void on_statement(const statement_event& event) noexcept override;

private:
    function record_;
};

/// Combines several observers, which it does not own and which must outlive it.
class statement_observers final : public statement_observer {
public:
    explicit statement_observers(std::vector<statement_observer*> all) : all_(std::move(all)) {}

    void on_statement(const statement_event& event) noexcept override {
        for (statement_observer* observer : all_) {
            observer->on_statement(event);
        }
    }
    void on_connect(const connect_event& event) noexcept override {
        for (statement_observer* observer : all_) {
            observer->on_connect(event);
        }
    }

private:
    std::vector<statement_observer*> all_;
};

} // namespace dunlin::sqldb
