// SPDX-License-Identifier: MIT
#include "format/format.hpp"
#include "format/sections.hpp"

namespace dunlin::migrator {
namespace {

/// One text of many `-- Version:` sections, as darwin reads it, or a folder of such texts.
class darwin_documents final : public format {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "darwin"; }

    [[nodiscard]] fit fits(const folder& at) const override {
        return at.is_file() ? fit::certain : fit::none;
    }

    void read(const folder& at, const read_options& how, source& into) const override {
        if (at.is_file()) {
            into.versioned = read_document(at.read(""), document_rules::darwin, how);
            return;
        }
        for (const folder::item& each : at.items()) {
            if (!each.is_folder && each.name.ends_with(".sql")) {
                read_part(how, [&] {
                    for (auto& made :
                         read_document(at.read(each.name), document_rules::darwin, how)) {
                        into.versioned.push_back(std::move(made));
                    }
                });
            }
        }
    }
};

} // namespace

const format& darwin_format() {
    static const darwin_documents reader;
    return reader;
}

} // namespace dunlin::migrator
