// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/uuid.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace dunlin::commands {

/// The bad rows of an import: all are counted, the first ones listed.
class import_problems {
public:
    import_problems(std::string file, std::int64_t max_listed);

    void count_row() noexcept { ++rows_; }
    /// Line 0: unknown.
    void add(std::size_t line, const std::string& problem);
    /// Counts bad rows without listing them.
    void add_unlisted(std::int64_t count) noexcept { count_ += count; }
    [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
    [[nodiscard]] std::int64_t rows() const noexcept { return rows_; }
    [[nodiscard]] std::int64_t max_listed() const noexcept { return max_listed_; }
    /// Throws error(failed) with the list if there are bad rows.
    void check() const;

private:
    std::string file_;
    std::int64_t max_listed_;
    std::int64_t rows_ = 0;
    std::int64_t count_ = 0;
    std::vector<std::string> texts_;
};

/// Maps rows to lines of the file. Only rows that do not follow on the next line are stored, so a
/// file without line breaks in its fields needs a few bytes.
class import_lines {
public:
    /// Adds the line of the next row, from 1.
    void add(std::size_t line);
    [[nodiscard]] std::size_t line_of(std::int64_t row) const;

private:
    std::int64_t rows_ = 0;
    std::vector<std::pair<std::int64_t, std::size_t>> jumps_; ///< row and line
};

/// The owners of the rows with the first line of each; at most 100,000.
class import_users {
public:
    void add(const uuid& id, std::size_t line);
    [[nodiscard]] std::vector<uuid> ids() const;
    [[nodiscard]] std::size_t line_of(const uuid& id) const;

private:
    std::map<uuid, std::size_t> first_lines_;
};

} // namespace dunlin::commands
