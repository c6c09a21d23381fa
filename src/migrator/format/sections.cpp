// SPDX-License-Identifier: MIT
#include "format/sections.hpp"

#include "format/darwin_rules.hpp"
#include "format/directive.hpp"
#include "format/foreign_markers.hpp"
#include "format/format.hpp"
#include "format/header.hpp"
#include "format/lines.hpp"
#include "format/mentions.hpp"

#include <dunlin/base/position.hpp>
#include <dunlin/migrator/version.hpp>

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

constexpr auto header_form = "write it at the start of a line: -- Version: 1.02, or "
                             "-- Description: text";

[[noreturn]] void fail(const source_file& file, std::size_t offset, const std::string& message,
                       std::string hint) {
    throw error(error_kind::config, message)
        .with_hint(std::move(hint))
        .at(locate(file.text, offset, file.name));
}

/// What reading a file for one migration and a document of several have in common: the script and
/// down script that grow while lines are read.
class open_section {
public:
    open_section(std::shared_ptr<const source_file> file, std::size_t begin) {
        migration_.file = std::move(file);
        migration_.up.begin = begin;
    }

    migration& contents() noexcept { return migration_; }

    void directive(const comment_lines& at) {
        if (!is_down_directive(at.line())) {
            set_directive(at.line(), *migration_.file, at.begin(),
                          migration_.down ? migration_.down->options : migration_.up.options);
            return;
        }
        if (migration_.down) {
            fail(*migration_.file, at.begin(), "more than one down script",
                 "keep only one -- dunlin:down");
        }
        if (migration_.kind == migration_kind::repeatable) {
            fail(*migration_.file, at.begin(), "a repeatable migration cannot have a down script",
                 "to drop its objects, write a versioned migration");
        }
        migration_.up.end = at.begin();
        migration_.down = script{.begin = at.after()};
    }

    void describe(const comment_lines& at, std::string_view text) {
        if (described_) {
            fail(*migration_.file, at.begin(), "more than one description",
                 "keep only one -- Description: line");
        }
        described_ = true;
        migration_.description = text;
    }

    /// The lines between two sections belong to none of them: a section that is added below must
    /// not change the checksum of the one above.
    migration close_before(std::size_t next) {
        std::size_t& end = migration_.down ? migration_.down->end : migration_.up.end;
        const std::size_t begin = migration_.down ? migration_.down->begin : migration_.up.begin;
        end = next;
        while (end > begin &&
               std::string_view(" \t\r\n\f\v").find(migration_.file->text[end - 1]) !=
                   std::string_view::npos) {
            --end;
        }
        return close(end);
    }

    migration close(std::size_t end) {
        (migration_.down ? migration_.down->end : migration_.up.end) = end;
        if (migration_.down) {
            // A name has the same value in the down script.
            migration_.down->options.placeholders |= migration_.up.options.placeholders;
        }
        compute_checksum(migration_);
        return std::move(migration_);
    }

private:
    migration migration_;
    bool described_ = false;
};

void check_version_header(const migration& migration, const comment_lines& at,
                          std::string_view value) {
    if (migration.kind == migration_kind::repeatable) {
        fail(*migration.file, at.begin(), "a repeatable migration cannot have a version",
             "remove the line, or rename the file to VERSION_slug.sql");
    }
    if (!is_version(value) || compare_versions(value, migration.version) != 0) {
        fail(*migration.file, at.begin(),
             fmt::format("the file's name has version {}, this line has {}", migration.version,
                         value),
             "use the same version in both; a file with several versions has none in its name");
    }
}

void refuse_foreign_marker(const source_file& file, const comment_lines& at) {
    const std::string_view tool = tool_of_marker(at.line());
    // "-- Up migration" may also be the author's heading in a file that has dunlin's own lines.
    const bool is_heading = tool == "node-pg-migrate" && mentions(file.text, "-- dunlin:");
    if (!tool.empty() && !is_heading) {
        fail(file, at.begin(),
             fmt::format("this is a marker of {}, which means nothing in a dunlin migration", tool),
             "the down script of a dunlin migration begins with the line: -- dunlin:down; for a "
             "folder of another tool use --source-format");
    }
}

[[noreturn]] void fail_misspelled(const source_file& file, const comment_lines& at) {
    fail(file, at.begin(), "looks like a misspelled header, which would be ignored as a comment",
         header_form);
}

} // namespace

migration read_single(const std::shared_ptr<const source_file>& file, const std::string& version,
                      const std::string& description, migration_kind kind,
                      const read_options& options) {
    open_section section(file, 0);
    section.contents().version = version;
    section.contents().description = description;
    section.contents().kind = kind;
    bool has_version_line = false;
    const auto add_line = [&](const comment_lines& at) {
        if (is_directive(at.line())) {
            section.directive(at);
            return;
        }
        refuse_foreign_marker(*file, at);
        const header found = read_header(at.line());
        // Below the first statement such a line is a comment of the author's, for example on top
        // of a function, unless the file already has a version header.
        const bool binding = !at.after_statements() && !section.contents().down;
        if (found.kind == header_kind::version && (binding || has_version_line)) {
            check_version_header(section.contents(), at, found.value);
            has_version_line = true;
        } else if (found.kind == header_kind::description && binding) {
            section.describe(at, found.value);
        } else if (found.kind == header_kind::misspelled && binding) {
            fail_misspelled(*file, at);
        }
    };
    for (comment_lines at(file->text); at.next();) {
        read_part(options, [&] { add_line(at); });
    }
    return section.close(file->text.size());
}

namespace {

/// A document while it is read.
class open_document {
public:
    open_document(std::shared_ptr<const source_file> file, document_rules rules)
        : file_(std::move(file)), rules_(rules) {}

    void add_line(comment_lines& at) {
        const header found = read_header(at.line());
        if (found.kind == header_kind::version && is_version(found.value)) {
            begin_section(at, found.value);
        } else if (found.kind == header_kind::version) {
            fail(*file_, at.begin(), fmt::format("invalid version: \"{}\"", found.value),
                 "a version consists of digits and dots, for example 1.02");
        } else if (found.kind == header_kind::description && section_ && !at.after_statements()) {
            section_->describe(at, found.value);
        } else if (found.kind == header_kind::misspelled) {
            fail_misspelled(*file_, at);
        } else if (darwin_takes_as_header(at.line()) &&
                   (rules_ == document_rules::darwin || at.line().find(':') != std::string::npos)) {
            fail(*file_, at.begin(), "darwin reads this comment as a header",
                 "reword it, or put two spaces after the dashes");
        } else if (is_directive(at.line())) {
            if (!section_) {
                fail(*file_, at.begin(), "a directive before the first version has no effect",
                     "move it below the -- Version: line of its migration");
            }
            section_->directive(at);
        } else if (rules_ == document_rules::dunlin) {
            refuse_foreign_marker(*file_, at);
        }
    }

    std::vector<migration> close() {
        if (!section_) {
            fail(*file_, 0, fmt::format("no -- Version: line in {}", file_->name), header_form);
        }
        migrations_.push_back(section_->close_before(file_->text.size()));
        if (rules_ == document_rules::darwin) {
            check_as_darwin(*file_, migrations_);
        }
        return std::move(migrations_);
    }

private:
    void begin_section(comment_lines& at, std::string_view version) {
        if (section_) {
            migrations_.push_back(section_->close_before(at.begin()));
        } else if (at.after_statements()) {
            fail(*file_, at.begin(), "statements before the first version would never run",
                 "move them below a -- Version: line");
        }
        section_.emplace(file_, migrations_.empty() ? 0 : at.begin());
        section_->contents().version = version;
        at.forget_statements();
    }

    std::shared_ptr<const source_file> file_;
    document_rules rules_;
    std::vector<migration> migrations_;
    std::optional<open_section> section_;
};

} // namespace

std::vector<migration> read_document(const std::shared_ptr<const source_file>& file,
                                     document_rules rules, const read_options& options) {
    open_document document(file, rules);
    for (comment_lines at(file->text); at.next();) {
        read_part(options, [&] { document.add_line(at); });
    }
    std::vector<migration> migrations;
    read_part(options, [&] { migrations = document.close(); });
    return migrations;
}

} // namespace dunlin::migrator
