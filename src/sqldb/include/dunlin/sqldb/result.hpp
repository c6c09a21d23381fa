// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct pg_result; // libpq's PGresult

namespace dunlin::sqldb {

/// A column of a result: its name and the OID of its type (manual, 54.64).
struct column {
    std::string name;
    std::uint32_t type_oid = 0;
};

/// One row of a result, valid only as long as the result, or during the callback that received it.
class row {
public:
    row(const pg_result* rows, int number) noexcept : rows_(rows), number_(number) {}

    [[nodiscard]] std::size_t size() const noexcept;
    [[nodiscard]] bool is_null(std::size_t index) const noexcept;
    /// The value in text format and UTF-8; empty for NULL.
    [[nodiscard]] std::string_view text(std::size_t index) const noexcept;
    [[nodiscard]] column describe(std::size_t index) const;
    /// The index of the column with that exact name; nullopt when there is none.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view column_name) const;

private:
    const pg_result* rows_;
    int number_;
};

/// All rows of a statement, which it keeps in memory.
class result {
public:
    result() = default;
    explicit result(std::shared_ptr<const pg_result> rows) noexcept;

    [[nodiscard]] std::size_t size() const noexcept;
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    [[nodiscard]] row operator[](std::size_t index) const noexcept;
    [[nodiscard]] std::size_t column_count() const noexcept;
    [[nodiscard]] column describe(std::size_t index) const;
    /// The number of rows inserted, updated, deleted, copied or selected, from the command tag.
    [[nodiscard]] std::int64_t affected() const noexcept;
    /// The command tag ("INSERT 0 3", "CREATE TABLE").
    [[nodiscard]] std::string_view command_tag() const noexcept;

private:
    std::shared_ptr<const pg_result> rows_;
};

/// Is called for each row of a stream.
using row_callback = std::function<void(const row&)>;

} // namespace dunlin::sqldb
