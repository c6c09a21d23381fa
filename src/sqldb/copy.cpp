// SPDX-License-Identifier: MIT
// libpq directly: libpqxx copies only rows of text, at less than half the speed of bytes.
#include "exchange.hpp"
#include "implementation.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/copy.hpp>

#include <cstdlib>
#include <string>

namespace dunlin::sqldb {
namespace {

/// libpq counts the bytes of a chunk in an int.
constexpr std::size_t largest_chunk = 1U << 20U;

[[noreturn]] void fail_not_copy(std::string_view direction) {
    throw error(error_kind::usage, "the statement is not COPY ... " + std::string(direction));
}

/// Reads the end of a COPY's response and returns the number of rows.
std::int64_t read_end(exchange& statement) {
    std::int64_t rows = 0;
    while (const auto done = statement.next()) {
        rows = std::strtoll(PQcmdTuples(done.get()), nullptr, 10);
        statement.add_rows(rows);
    }
    return rows;
}

} // namespace

/// The exchange of a COPY, and the text of its statement, to which the exchange refers.
class copy_in::operation {
public:
    operation(connection::implementation& session, std::string_view sql)
        : session_(session), sql_(sql), operation_(session, sql_, limits_of(session.settings)) {
        operation_.allow_copy();
        operation_.send_script();
        if (PQresultStatus(operation_.next().get()) != PGRES_COPY_IN) {
            fail_not_copy("FROM STDIN");
        }
    }

    /// Flushes after each chunk, which limits the caller to the speed of the server: in
    /// non-blocking mode libpq would buffer without limit.
    void put(std::string_view chunk) {
        const int size = static_cast<int>(chunk.size());
        int accepted = 0;
        while ((accepted = PQputCopyData(session_.handle, chunk.data(), size)) == 0) {
            operation_.flush();
        }
        operation_.flush();
        if (accepted < 0 || operation_.is_stopped()) {
            fail();
        }
    }

    std::int64_t finish() {
        while (PQputCopyEnd(session_.handle, nullptr) == 0) {
            operation_.flush();
        }
        return read_end(operation_);
    }

private:
    /// The rest of the response is the error with the reason.
    [[noreturn]] void fail() {
        operation_.refuse_copy_data("the client has stopped");
        read_end(operation_);
        throw error(error_kind::failed, "the COPY ended before its data");
    }

    connection::implementation& session_;
    std::string sql_;
    exchange operation_;
};

copy_in::copy_in(connection& db, std::string_view copy_statement)
    : operation_(std::make_unique<operation>(*db.impl_, copy_statement)) {}

copy_in::~copy_in() = default;

void copy_in::write(std::string_view bytes) {
    if (!operation_) {
        throw error(error_kind::usage, "the COPY has already ended");
    }
    while (!bytes.empty()) {
        const auto chunk = bytes.substr(0, largest_chunk);
        try {
            operation_->put(chunk);
        } catch (...) {
            operation_.reset();
            throw;
        }
        bytes.remove_prefix(chunk.size());
    }
}

std::int64_t copy_in::finish() {
    if (!operation_) {
        throw error(error_kind::usage, "the COPY has already ended");
    }
    const auto cancellation = std::move(operation_);
    return cancellation->finish();
}

std::int64_t copy_out(connection& db, std::string_view copy_statement,
                      const std::function<void(std::string_view)>& on_chunk) {
    auto& session = *db.impl_;
    exchange statement(session, copy_statement, limits_of(session.settings));
    statement.allow_copy();
    statement.send_script();
    if (PQresultStatus(statement.next().get()) != PGRES_COPY_OUT) {
        fail_not_copy("TO STDOUT");
    }
    int size = 0;
    while (session.is_open() && size >= 0) {
        char* data = nullptr;
        size = PQgetCopyData(session.handle, &data, 1);
        const text_handle owned(data);
        if (size > 0) {
            on_chunk({data, static_cast<std::size_t>(size)});
        } else if (size == 0) {
            statement.read_more();
        }
    }
    return read_end(statement);
}

} // namespace dunlin::sqldb
