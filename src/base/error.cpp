// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/operation.hpp>

namespace dunlin {

std::string_view to_string(error_kind kind) noexcept {
    switch (kind) {
    case error_kind::failed:
        return "failed";
    case error_kind::usage:
        return "usage";
    case error_kind::config:
        return "config";
    case error_kind::history:
        return "history";
    case error_kind::not_found:
        return "not_found";
    case error_kind::locked:
        return "locked";
    case error_kind::refused:
        return "refused";
    case error_kind::interrupted:
        return "interrupted";
    case error_kind::timed_out:
        return "timed_out";
    case error_kind::connection:
        return "connection";
    case error_kind::in_doubt:
        return "in_doubt";
    case error_kind::cancelled:
        return "cancelled";
    case error_kind::unique_violation:
        return "unique_violation";
    case error_kind::foreign_key_violation:
        return "foreign_key_violation";
    case error_kind::check_violation:
        return "check_violation";
    case error_kind::not_null_violation:
        return "not_null_violation";
    case error_kind::undefined_table:
        return "undefined_table";
    case error_kind::undefined_column:
        return "undefined_column";
    case error_kind::serialization_failure:
        return "serialization_failure";
    case error_kind::deadlock:
        return "deadlock";
    case error_kind::lock_not_available:
        return "lock_not_available";
    case error_kind::read_only:
        return "read_only";
    case error_kind::sql:
        return "sql";
    }
    return "failed";
}

error::error(error_kind kind, const std::string& message)
    : std::runtime_error(message), kind_(kind) {
    if (const auto* current = dunlin::operation::current()) {
        operation = current->name();
        id = current->id();
    }
}

error& error::with_hint(std::string hint) & {
    hint_ = std::move(hint);
    return *this;
}

error&& error::with_hint(std::string hint) && {
    hint_ = std::move(hint);
    return std::move(*this);
}

error& error::at(source_location location) & {
    where_ = std::move(location);
    return *this;
}

error&& error::at(source_location location) && {
    where_ = std::move(location);
    return std::move(*this);
}

} // namespace dunlin
