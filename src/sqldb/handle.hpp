// SPDX-License-Identifier: MIT
#pragma once

#include <libpq-fe.h>

#include <memory>

namespace dunlin::sqldb {

// Each is defined where libpq creates such objects.
struct finish_connection {
    void operator()(PGconn* connection) const noexcept;
};
struct clear_result {
    void operator()(PGresult* result) const noexcept;
};
struct free_cancel {
    void operator()(PGcancel* request) const noexcept;
};
struct free_options {
    void operator()(PQconninfoOption* options) const noexcept;
};
struct free_memory {
    void operator()(void* memory) const noexcept;
};

/// Owning pointers to libpq's objects.
using connection_handle = std::unique_ptr<PGconn, finish_connection>;
using result_handle = std::unique_ptr<PGresult, clear_result>;
using options_handle = std::unique_ptr<PQconninfoOption, free_options>;
using text_handle = std::unique_ptr<char, free_memory>;

} // namespace dunlin::sqldb
