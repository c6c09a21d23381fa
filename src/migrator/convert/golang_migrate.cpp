// SPDX-License-Identifier: MIT
#include "convert/writer.hpp"

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

class golang_migrate_folder_writer final : public writer {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "golang-migrate"; }

    void write(const plain_migration& what, conversion& into) const override {
        const std::string stem = fmt::format("{}_{}", what.version, what.slug);
        note_one_message(what, what.up, into);
        into.files.push_back({stem + ".up.sql", what.up.text});
        if (what.down) {
            note_one_message(what, *what.down, into);
            into.files.push_back({stem + ".down.sql", what.down->text});
        }
    }
};

} // namespace

const writer& golang_migrate_writer() {
    static const golang_migrate_folder_writer writer;
    return writer;
}

} // namespace dunlin::migrator
