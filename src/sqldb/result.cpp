// SPDX-License-Identifier: MIT
// libpq directly: streamed rows come from libpq, and libpqxx's rows are read in the same way.
#include <dunlin/sqldb/result.hpp>

#include <libpq-fe.h>

#include <charconv>
#include <utility>

namespace dunlin::sqldb {
namespace {

/// libpq's functions for the command tag take a non-const result but do not change it.
PGresult* as_tagged(const PGresult* rows) noexcept {
    return const_cast<PGresult*>(rows);
}

column column_of(const PGresult* rows, std::size_t index) {
    const int number = static_cast<int>(index);
    const char* name = PQfname(rows, number);
    return {name == nullptr ? "" : name, PQftype(rows, number)};
}

} // namespace

std::size_t row::size() const noexcept {
    return static_cast<std::size_t>(PQnfields(rows_));
}

bool row::is_null(std::size_t index) const noexcept {
    return PQgetisnull(rows_, number_, static_cast<int>(index)) != 0;
}

std::string_view row::text(std::size_t index) const noexcept {
    const int number = static_cast<int>(index);
    const char* value = PQgetvalue(rows_, number_, number);
    return value == nullptr
               ? std::string_view{}
               : std::string_view(value,
                                  static_cast<std::size_t>(PQgetlength(rows_, number_, number)));
}

column row::describe(std::size_t index) const {
    return column_of(rows_, index);
}

std::optional<std::size_t> row::find(std::string_view column_name) const {
    // PQfnumber would fold the name's case and interpret quotes.
    for (int i = 0; i < PQnfields(rows_); ++i) {
        if (column_name == PQfname(rows_, i)) {
            return static_cast<std::size_t>(i);
        }
    }
    return std::nullopt;
}

result::result(std::shared_ptr<const pg_result> rows) noexcept : rows_(std::move(rows)) {}

std::size_t result::size() const noexcept {
    return static_cast<std::size_t>(PQntuples(rows_.get()));
}

row result::operator[](std::size_t index) const noexcept {
    return {rows_.get(), static_cast<int>(index)};
}

std::size_t result::column_count() const noexcept {
    return static_cast<std::size_t>(PQnfields(rows_.get()));
}

column result::describe(std::size_t index) const {
    return column_of(rows_.get(), index);
}

std::int64_t result::affected() const noexcept {
    std::int64_t count = 0;
    const std::string_view text = PQcmdTuples(as_tagged(rows_.get()));
    std::from_chars(text.data(), text.data() + text.size(), count);
    return count;
}

std::string_view result::command_tag() const noexcept {
    const char* tag = PQcmdStatus(as_tagged(rows_.get()));
    return tag == nullptr ? "" : tag;
}

} // namespace dunlin::sqldb
