// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/convert.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace dunlin::migrator {

/// A script without anything that only its old format understood. It ends with a line end, its last
/// statement with a semicolon.
struct plain_script {
    std::string text;
    directives options;
};

/// A migration as every format can say it.
struct plain_migration {
    std::string version; ///< as the new format numbers; empty for a repeatable one
    std::string description;
    std::string slug; ///< the description as a part of a file name
    migration_kind kind = migration_kind::versioned;
    plain_script up;
    std::optional<plain_script> down;
};

/// A format that can be written. Add a class, and its name to all_writers().
class writer {
public:
    writer() = default;
    writer(const writer&) = delete;
    writer& operator=(const writer&) = delete;
    virtual ~writer() = default;

    [[nodiscard]] virtual std::string_view name() const noexcept = 0;
    /// Whether a version may have dots.
    [[nodiscard]] virtual bool allows_dots() const noexcept { return false; }
    [[nodiscard]] virtual bool has_repeatable() const noexcept { return false; }
    /// Whether a script may say its own time limits.
    [[nodiscard]] virtual bool has_limits() const noexcept { return false; }
    /// Whether its tool refuses or passes over a version below the newest applied one.
    [[nodiscard]] virtual bool refuses_lower_versions() const noexcept { return true; }
    /// Adds the files of one migration, and what they cannot say.
    virtual void write(const plain_migration& migration, conversion& into) const = 0;
};

const writer& dbmate_writer();
const writer& dunlin_writer();
const writer& flyway_writer();
const writer& golang_migrate_writer();
const writer& goose_writer();
const writer& sqlx_writer();
std::span<const writer* const> all_writers();

/// "1.02: the format has no ...", for conversion::left_out.
std::string left_out_sentence(const plain_migration& migration, std::string_view reason);

/// Says that a script of several statements that are to run one by one will run as one message.
void note_one_message(const plain_migration& migration, const plain_script& script,
                      conversion& into);

} // namespace dunlin::migrator
