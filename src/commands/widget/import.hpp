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

/// The bad rows of an import: the first ones in words, all of them counted.
class import_problems {
public:
    import_problems(std::string file, std::int64_t most);

    void count_row() noexcept { ++rows_; }
    /// Line 0 is not known.
    void add(std::size_t line, const std::string& problem);
    /// More bad rows than those that were added.
    void add_unnamed(std::int64_t count) noexcept { count_ += count; }
    [[nodiscard]] bool empty() const noexcept { return count_ == 0; }
    [[nodiscard]] std::int64_t rows() const noexcept { return rows_; }
    [[nodiscard]] std::int64_t most() const noexcept { return most_; }
    /// Throws error(failed) that lists the bad rows, if there are any.
    void check() const;

private:
    std::string file_;
    std::int64_t most_;
    std::int64_t rows_ = 0;
    std::int64_t count_ = 0;
    std::vector<std::string> texts_;
};

/// On which line each row stood. Lines mostly go up by one, so only the places where they do not
/// are kept: a file of a million rows without line ends in its fields takes a few bytes.
class import_lines {
public:
    /// The line of the next row, from 1.
    void add(std::size_t line);
    [[nodiscard]] std::size_t line_of(std::int64_t row) const;

private:
    std::int64_t rows_ = 0;
    std::vector<std::pair<std::int64_t, std::size_t>> jumps_; ///< row, its line
};

/// The users that rows belong to, and the line on which each was seen first; at most 100,000.
class import_users {
public:
    void add(const uuid& id, std::size_t line);
    [[nodiscard]] std::vector<uuid> ids() const;
    [[nodiscard]] std::size_t line_of(const uuid& id) const;

private:
    std::map<uuid, std::size_t> first_;
};

} // namespace dunlin::commands
