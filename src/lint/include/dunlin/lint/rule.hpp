// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace dunlin::lint {

enum class severity { warning, error };
enum class family { locks, rewrites, data_loss, compatibility, security, conventions };

/// What the server does to an existing table when it runs a rule's bad example. A test on a server
/// checks each of them.
struct effect {
    std::string_view lock = {}; ///< the strongest lock, "ACCESS EXCLUSIVE"; empty: not stated
    bool rewrites = false;
    bool scans = false;
    std::string_view sqlstate = {}; ///< it fails with this error
};

/// Who waits while an effect's lock is held.
enum class blocked { nobody, writes, reads_and_writes };
blocked blocked_by(std::string_view lock) noexcept;

/// What a rule says of one action of a statement.
struct problem {
    std::string message;
    std::string alternative = {}; ///< SQL or advice on the next step; empty: none
};

struct subject;

struct rule {
    std::string_view id; ///< "index-not-concurrent"; stable
    lint::family family;
    lint::severity severity;
    std::string_view summary;
    std::string_view reason;
    std::string_view manual; ///< the page of PostgreSQL's manual, "sql-createindex.html"
    lint::effect effect = {};
    std::string_view bad;
    std::string_view good;
    std::optional<problem> (*check)(const subject& subject);
    int first_version = 0;
    int last_version = 99;
};

/// All rules, by family.
std::span<const rule* const> rules();
/// Null when there is none.
const rule* find_rule(std::string_view id);

std::string_view to_string(severity severity) noexcept;
std::string_view to_string(family family) noexcept;
std::string_view to_string(blocked blocked) noexcept;

} // namespace dunlin::lint
