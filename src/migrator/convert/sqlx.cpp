// SPDX-License-Identifier: MIT
#include "convert/writer.hpp"

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

/// The annotation counts only as the first bytes of the file.
std::string text_of(const plain_script& script) {
    return (script.options.no_transaction ? "-- no-transaction\n" : "") + script.text;
}

class sqlx_folder_writer final : public writer {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "sqlx"; }
    [[nodiscard]] bool refuses_lower_versions() const noexcept override { return false; }

    void write(const plain_migration& migration, conversion& into) const override {
        const std::string stem = fmt::format("{}_{}", migration.version, migration.slug);
        note_one_message(migration, migration.up, into);
        into.files.push_back({stem + (migration.down ? ".up.sql" : ".sql"), text_of(migration.up)});
        if (migration.down) {
            note_one_message(migration, *migration.down, into);
            into.files.push_back({stem + ".down.sql", text_of(*migration.down)});
        }
    }
};

} // namespace

const writer& sqlx_writer() {
    static const sqlx_folder_writer writer;
    return writer;
}

} // namespace dunlin::migrator
