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
    [[nodiscard]] bool refuses_late() const noexcept override { return false; }

    void write(const plain_migration& what, conversion& into) const override {
        const std::string stem = fmt::format("{}_{}", what.version, what.slug);
        note_one_message(what, what.up, into);
        into.files.push_back({stem + (what.down ? ".up.sql" : ".sql"), text_of(what.up)});
        if (what.down) {
            note_one_message(what, *what.down, into);
            into.files.push_back({stem + ".down.sql", text_of(*what.down)});
        }
    }
};

} // namespace

const writer& sqlx_writer() {
    static const sqlx_folder_writer writer;
    return writer;
}

} // namespace dunlin::migrator
