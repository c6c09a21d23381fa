// SPDX-License-Identifier: MIT
#include "convert/writer.hpp"

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

class golang_migrate_folder_writer final : public writer {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "golang-migrate"; }

    void write(const plain_migration& migration, conversion& into) const override {
        const std::string stem = fmt::format("{}_{}", migration.version, migration.slug);
        note_one_message(migration, migration.up, into);
        into.files.push_back({stem + ".up.sql", migration.up.text});
        if (migration.down) {
            note_one_message(migration, *migration.down, into);
            into.files.push_back({stem + ".down.sql", migration.down->text});
        }
    }
};

} // namespace

const writer& golang_migrate_writer() {
    static const golang_migrate_folder_writer writer;
    return writer;
}

} // namespace dunlin::migrator
