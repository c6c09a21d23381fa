// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dunlin::sqldb {

struct config;

/// Where a session is, without any secret.
struct server_address {
    std::string host; ///< or the folder of the Unix socket
    int port = 0;     ///< 0: unknown
    std::string database;
};

/// Where these settings lead, with libpq's defaults filled in; of several hosts the first. Throws
/// error(config) when the URL cannot be understood.
server_address address_of(const config& settings);

/// One statement (or script, or COPY) as it ended. The views live only during the call.
struct statement_event {
    std::string_view sql;       ///< the text that was sent; it never contains parameter values
    std::size_t parameters = 0; ///< how many values were bound
    std::int64_t rows = 0;      ///< rows returned or affected
    std::chrono::microseconds duration{0};
    int backend_pid = 0;
    std::string_view sqlstate; ///< empty: it succeeded
    const server_address* server = nullptr;
};

/// A connection that was made, or not.
struct connect_event {
    std::chrono::microseconds duration{0};
    int backend_pid = 0;
    bool failed = false;
    std::string_view sqlstate; ///< of a refused login; empty when the server said nothing
    const server_address* server = nullptr;
};

/// The one place where every statement can be logged, timed and counted. Called on the thread
/// that ran the statement; it must not throw.
class statement_observer {
public:
    statement_observer() = default;
    statement_observer(const statement_observer&) = delete;
    statement_observer& operator=(const statement_observer&) = delete;
    virtual ~statement_observer() = default;
    virtual void on_statement(const statement_event& event) noexcept = 0;
    virtual void on_connect(const connect_event& /*event*/) noexcept {}
};

/// Several observers as one. They are not owned and must outlive it.
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
