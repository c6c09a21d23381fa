// SPDX-License-Identifier: MIT
#pragma once

#include <libpq-fe.h>

#include <memory>

namespace dunlin::sqldb {

struct finish_connection {
    void operator()(PGconn* connection) const noexcept { PQfinish(connection); }
};
struct clear_result {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
};
struct free_cancel {
    void operator()(PGcancel* request) const noexcept { PQfreeCancel(request); }
};
struct free_options {
    void operator()(PQconninfoOption* options) const noexcept { PQconninfoFree(options); }
};
struct free_memory {
    void operator()(void* memory) const noexcept { PQfreemem(memory); }
};

/// libpq's objects with their owners.
using connection_handle = std::unique_ptr<PGconn, finish_connection>;
using result_handle = std::unique_ptr<PGresult, clear_result>;
using options_handle = std::unique_ptr<PQconninfoOption, free_options>;
using text_handle = std::unique_ptr<char, free_memory>;

} // namespace dunlin::sqldb
