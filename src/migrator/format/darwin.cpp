// SPDX-License-Identifier: MIT
#include "format/format.hpp"
#include "format/header.hpp"
#include "format/line.hpp"
#include "format/liquibase/changelog.hpp"
#include "format/liquibase/lines.hpp"
#include "format/never_run.hpp"
#include "format/sections.hpp"

#include <dunlin/base/digest.hpp>

namespace dunlin::migrator {
namespace {

/// The md5 of a section as darwin hashes it: without headers and carriage returns, trimmed. It
/// knows no down scripts, so that one is part of it.
std::string checksum_of(const migration& migration) {
    const std::size_t end = migration.down ? migration.down->end : migration.up.end;
    std::string text;
    for (lines at(std::string_view(migration.file->text)
                      .substr(migration.up.begin, end - migration.up.begin));
         at.next();) {
        if (!at.line().starts_with("--") || !darwin_takes_as_header(at.line())) {
            text.append(at.line()).append("\n");
        }
    }
    return "darwin:" + md5(trim(text));
}

bool shows_sections(std::string_view text) {
    for (lines at(text); at.next();) {
        if (at.line().starts_with("--") && read_header(at.line()).kind == header_kind::version) {
            return true;
        }
    }
    return false;
}

void read_all(const std::shared_ptr<const source_file>& file, const read_options& options,
              source& into) {
    for (auto& migration : read_document(file, document_rules::darwin, options)) {
        migration.tool_checksums.push_back(checksum_of(migration));
        into.versioned.push_back(std::move(migration));
    }
}

/// A single file in another tool's format says so on its first line.
bool is_another_tools_document(const folder& at) {
    try {
        const std::string& text = at.read("")->text;
        return is_liquibase_document(text) || is_liquibase_changelog(at.path().string(), text);
    } catch (const error&) {
        return false; // for read() to say
    }
}

/// One text of many `-- Version:` sections, as darwin reads it, or a folder of such texts.
class darwin_documents final : public format {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "darwin"; }

    [[nodiscard]] fit fits(const folder& at) const override {
        if (at.is_file()) {
            return is_another_tools_document(at) ? fit::none : fit::certain;
        }
        return has_file_with_text(at, ".sql", shows_sections) ? fit::possible : fit::none;
    }

    void read(const folder& at, const read_options& options, source& into) const override {
        if (at.is_file()) {
            read_all(at.read(""), options, into);
            return;
        }
        for (const folder::item& item : at.items()) {
            if (!item.is_folder && item.name.ends_with(".sql")) {
                read_part(options, [&] { read_all(at.read(item.name), options, into); });
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
