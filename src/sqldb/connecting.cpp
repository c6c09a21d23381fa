// SPDX-License-Identifier: MIT
#include "implementation.hpp"

#include <dunlin/sqldb/connecting.hpp>

#include <utility>

namespace dunlin::sqldb {

connecting::connecting(const config& settings)
    : opening_(std::make_unique<connection::implementation>(settings)) {}
connecting::~connecting() = default;

connection connecting::finish() {
    opening_->finish_opening();
    connection opened(std::move(opening_));
    opened.take_role();
    return opened;
}

} // namespace dunlin::sqldb
