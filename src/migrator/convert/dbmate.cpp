// SPDX-License-Identifier: MIT
#include "convert/writer.hpp"

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

std::string block(std::string_view direction, const plain_script& script) {
    return fmt::format("-- migrate:{}{}\n{}", direction,
                       script.options.no_transaction ? " transaction:false" : "", script.text);
}

class dbmate_folder_writer final : public writer {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "dbmate"; }
    [[nodiscard]] bool refuses_lower_versions() const noexcept override { return false; }

    void write(const plain_migration& migration, conversion& into) const override {
        note_one_message(migration, migration.up, into);
        std::string text = block("up", migration.up) + "\n";
        if (migration.down) {
            note_one_message(migration, *migration.down, into);
        }
        // dbmate requires both blocks.
        text += migration.down ? block("down", *migration.down) : "-- migrate:down\n";
        into.files.push_back(
            {fmt::format("{}_{}.sql", migration.version, migration.slug), std::move(text)});
    }
};

} // namespace

const writer& dbmate_writer() {
    static const dbmate_folder_writer writer;
    return writer;
}

} // namespace dunlin::migrator
