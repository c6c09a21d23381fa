// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/lint/rule.hpp>
#include <dunlin/sqltext/object_name.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::lint {

/// A statement of a script.
struct script_statement {
    std::string_view sql;
    std::size_t offset = 0;      ///< in the script; only to be given back
    std::size_t transaction = 0; ///< equal for the statements of one transaction
};

struct script {
    std::vector<script_statement> statements;
    bool is_down = false;
};

enum class evidence { text };
std::string_view to_string(evidence evidence) noexcept;

struct finding {
    const lint::rule* rule = nullptr;
    std::size_t statement = 0; ///< its index in the script
    std::size_t offset = 0;    ///< of the action in the statement
    std::string message;
    std::string alternative; ///< empty: none
    lint::evidence evidence = evidence::text;
};

/// A check constraint that shows columns to be not null.
struct not_null_proof {
    sqltext::object_name table;
    std::string constraint;
    std::vector<std::string> columns;
    bool is_valid = false;
};

/// Checks scripts one after the other, in the order in which they run.
class linter {
public:
    /// `target_version` is the major version of the server.
    explicit linter(int target_version) : target_version_(target_version) {}

    /// The relations that a script creates stay new for the following ones.
    void keep_new_relations() noexcept { keeps_new_relations_ = true; }

    /// The findings of a script, in the order of its text. Locks, rewrites, data loss and
    /// compatibility do not matter for relations that are new. What a down script drops or renames
    /// is intended, so that only the rules on locks, rewrites and security apply to it.
    std::vector<finding> check(const script& script);
    /// Only remembers what an earlier script proves for the following ones.
    void remember(const script& script);

    /// The number of statements that the parser rejected, about which nothing is known.
    [[nodiscard]] std::size_t unparsed_count() const noexcept { return unparsed_count_; }

private:
    std::size_t unparsed_count_ = 0;
    int target_version_;
    bool keeps_new_relations_ = false;
    std::vector<sqltext::object_name> new_relations_;
    std::vector<not_null_proof> proofs_;
};

} // namespace dunlin::lint
