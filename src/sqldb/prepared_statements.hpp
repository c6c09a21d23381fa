// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dunlin::sqldb {

/// The statements of a session that were run before, and the names under which the server has those
/// that were prepared.
class prepared_statements {
public:
    enum class state {
        unprepared, ///< run it with its text
        to_prepare, ///< it was run before: prepare it under `name`, then run that
        prepared    ///< run `name`
    };
    struct entry {
        prepared_statements::state state = state::unprepared;
        std::string name;
        bool is_excluded = false; ///< never prepared again
    };

    /// How a statement that is about to run is to be run. Counts the run.
    entry next_run(const std::string& sql);
    void set_prepared(const std::string& sql);
    /// After a failure: prepares it anew where it is outdated. One that failed when it was to be
    /// prepared always runs unprepared from now on, since the server may or may not have it.
    void set_failed(const std::string& sql, std::string_view sqlstate);
    /// The server has dropped all.
    void clear() { entries_.clear(); }

    /// Whether an error means that a prepared statement must be prepared again: it was deallocated
    /// (26000), or a table has changed so that its rows have other types (0A000).
    static bool is_outdated(std::string_view sqlstate) noexcept;

private:
    std::unordered_map<std::string, entry> entries_;
    std::size_t names_ = 0;
};

} // namespace dunlin::sqldb
