// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/catalog/snapshot.hpp>

#include <cstddef>
#include <vector>

namespace dunlin::catalog {

/// What of an object a step writes.
enum class step_kind { stub, definition, tail };

struct step {
    std::size_t object = 0;
    step_kind kind = step_kind::definition;
    bool has_stub = false; ///< a stub of the object was written before
};

/// All objects in an order that their dependencies allow.
std::vector<step> order_objects(const snapshot& schema);

} // namespace dunlin::catalog
