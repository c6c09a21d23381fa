// SPDX-License-Identifier: MIT
#include "implementation.hpp"

#include <dunlin/sqldb/pending_connection.hpp>

#include <utility>

namespace dunlin::sqldb {

pending_connection::pending_connection(const config& settings)
    : opening_(std::make_unique<connection::implementation>(settings)) {}
pending_connection::~pending_connection() = default;

connection pending_connection::finish() {
    opening_->finish_opening();
    connection opened(std::move(opening_));
    opened.set_role();
    return opened;
}

} // namespace dunlin::sqldb
