// SPDX-License-Identifier: MIT
#include "format/flyway/settings.hpp"
#include "format/format.hpp"
#include "format/liquibase/changelog.hpp"
#include "format/liquibase/changeset.hpp"
#include "format/liquibase/lines.hpp"
#include "format/liquibase/preconditions.hpp"
#include "format/refuse.hpp"

#include <dunlin/base/position.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace dunlin::migrator {
namespace {

using word = liquibase_word;

/// Reads one file, line by line.
class document {
public:
    document(std::shared_ptr<const source_file> file, std::string path,
             liquibase_properties& properties, const read_options& options, source& into)
        : file_(std::move(file)), path_(std::move(path)), properties_(properties),
          options_(options), into_(into) {}

    void read() {
        const std::string_view text = file_->text;
        if (!is_liquibase_document(text)) {
            read_plain();
            return;
        }
        after_ = text.size() - without_bom(text).size();
        while (next_line()) {
            const liquibase_line found = read_liquibase_line(line());
            if (found.word == word::changeset) {
                attempt([&] { close(); });
            }
            attempt([&] { read_annotation(found); });
        }
        attempt([&] { close(); });
    }

private:
    /// A check goes on after a problem, without the changeset that has it.
    template <class Work> void attempt(Work&& work) {
        read_part(options_, [&] {
            try {
                work();
            } catch (const error&) {
                is_broken_ = true;
                throw;
            }
        });
    }

    /// A file without the header is one changeset to Liquibase's includeAll.
    void read_plain() {
        open_.emplace();
        open_->file = file_;
        open_->path = path_;
        open_->author = "includeAll";
        open_->id = "raw";
        open_->sql.emplace_back(0, file_->text.size());
        close();
    }

    bool next_line() {
        if (after_ >= file_->text.size()) {
            return false;
        }
        begin_ = after_;
        after_ = std::min(file_->text.find('\n', begin_), file_->text.size() - 1) + 1;
        return true;
    }

    [[nodiscard]] std::string_view line() const {
        return std::string_view(file_->text).substr(begin_, after_ - begin_);
    }

    [[noreturn]] void fail(const std::string& message, std::string hint) const {
        refuse(*file_, begin_, message, std::move(hint));
    }

    /// The offset of the rest of a line in the file.
    [[nodiscard]] std::size_t place_of(std::string_view part) const {
        return static_cast<std::size_t>(part.data() - file_->text.data());
    }

    void read_annotation(const liquibase_line& line) {
        switch (line.word) {
        case word::header:
            read_header(line.rest);
            return;
        case word::property:
            read_property(line.rest);
            return;
        case word::changeset:
            open_changeset(line.rest);
            return;
        case word::ignore_lines:
            ignore_lines(line.rest);
            return;
        case word::typo:
            if (open_) { // Liquibase runs it, so what it runs must run here
                note_typo();
                break;
            }
            [[fallthrough]];
        case word::misspelled:
            fail(
                "looks like a misspelled annotation",
                "write --changeset author:id, --rollback SQL, --comment text, --preconditions, --validCheckSum, --ignoreLines or --property; in a comment, put a space after the dashes");
        case word::unsupported:
            fail(
                "this annotation is not supported",
                "put the changesets into files of the folder, which are read in the order of their names");
        default:
            break;
        }
        if (!open_) {
            read_outside_changeset(line);
        } else {
            read_inside_changeset(line);
        }
    }

    void note_typo() {
        const source_location place = locate(file_->text, begin_, file_->name);
        into_.notes.push_back(fmt::format(
            "{}:{}: \"{}\" looks like a misspelled annotation; it is a comment to Liquibase, and has no effect",
            place.file, place.line, trim(line())));
    }

    void read_header(std::string_view rest) {
        const std::size_t at = lower_case(rest).find("logicalfilepath:");
        if (at == std::string::npos) {
            return;
        }
        std::string_view value = rest.substr(at + 16);
        path_ = value.substr(0, value.find_first_of(" \t\r\n"));
        has_logical_path_ = true;
    }

    void read_outside_changeset(const liquibase_line& annotation) {
        if (annotation.word != word::none) {
            fail("this annotation belongs to no changeset", "move it below a --changeset line");
        }
        const std::string_view text = trim(line());
        in_comment_ = in_comment_ || text.starts_with("/*");
        if (!text.empty() && !text.starts_with("--") && !in_comment_ &&
            !std::exchange(has_lost_statements_, true)) {
            fail("statements before the first changeset would never run",
                 "move them below a line --changeset author:id");
        }
        in_comment_ = in_comment_ && text.find("*/") == std::string_view::npos;
    }

    void read_inside_changeset(const liquibase_line& annotation) {
        switch (annotation.word) {
        case word::comment:
            open_->comment = trim(annotation.rest);
            return;
        case word::valid_checksum:
            open_->checksums.emplace_back(trim(annotation.rest));
            return;
        case word::rollback:
            open_->rollback.emplace_back(place_of(annotation.rest), after_);
            return;
        case word::preconditions:
            read_liquibase_preconditions(*file_, begin_, annotation.rest, open_->conditions);
            return;
        case word::precondition:
            read_liquibase_precondition(*file_, begin_, annotation.rest, open_->conditions);
            return;
        default:
            break;
        }
        if (is_rollback_block(line())) {
            read_rollback_block();
            return;
        }
        open_->sql.emplace_back(begin_, after_);
    }

    static bool is_rollback_block(std::string_view line) {
        std::string text = lower_case(line);
        std::erase_if(text, [](unsigned char c) { return std::isspace(c) != 0; });
        return text == "/*liquibaserollback";
    }

    void read_rollback_block() {
        const std::size_t opened = begin_;
        while (next_line()) {
            const std::size_t end = line().find("*/");
            if (end != std::string_view::npos) {
                open_->rollback.emplace_back(begin_, begin_ + end);
                return;
            }
            open_->rollback.emplace_back(begin_, after_);
        }
        refuse(*file_, opened, "the rollback block is not closed", "close it with */");
    }

    void ignore_lines(std::string_view rest) {
        const std::size_t opened = begin_;
        if (rest == "start") {
            while (next_line()) {
                const liquibase_line found = read_liquibase_line(line());
                if (found.word == word::ignore_lines && found.rest == "end") {
                    return;
                }
            }
            refuse(*file_, opened, "the ignored lines are not closed",
                   "close them with "
                   "--ignoreLines:end");
        }
        std::size_t count = 0;
        const auto [end, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), count);
        if (problem != std::errc() || end != rest.data() + rest.size()) {
            fail(fmt::format("invalid value for ignoreLines: \"{}\"", rest),
                 "write --ignoreLines:2, or --ignoreLines:start and --ignoreLines:end");
        }
        while (count-- > 0 && next_line()) {
        }
    }

    void read_property(std::string_view rest) {
        std::string defect;
        const auto given = read_liquibase_attributes(rest, defect);
        if (!given || !given->contains("name") || !given->contains("value")) {
            fail("a property needs a name and a value", "write --property name:NAME value:VALUE");
        }
        for (const auto& [name, value] : *given) {
            if (name == "dbms" && lower_case(value).find("postgresql") == std::string::npos) {
                return;
            }
            if (name != "name" && name != "value" && name != "dbms" && name != "global") {
                fail(fmt::format("the attribute {} of a property is not supported", name),
                     "if the value depends on it, give it with --set");
            }
        }
        properties_.emplace(given->at("name"), given->at("value")); // the first one counts
    }

    void open_changeset(std::string_view rest) {
        open_.emplace();
        is_broken_ = false;
        open_->file = file_;
        open_->begin = begin_;
        open_->path = path_;
        open_->has_logical_path = has_logical_path_;
        rest = trim(rest);
        open_->author = read_name(rest, ':');
        if (rest.empty() || rest[0] != ':') {
            fail_form();
        }
        rest.remove_prefix(1);
        open_->id = read_name(rest, ' ');
        if (open_->author.empty() || open_->id.empty()) {
            fail_form();
        }
        std::string defect;
        auto attributes = read_liquibase_attributes(rest, defect);
        if (!attributes) {
            fail(fmt::format("invalid changeset attribute: \"{}\"", defect),
                 "attributes are name:value; put values with spaces in quotes");
        }
        open_->attributes = std::move(*attributes);
        const auto logical = open_->attributes.find("logicalfilepath");
        if (logical != open_->attributes.end()) {
            open_->path = logical->second;
            open_->has_logical_path = true;
        }
    }

    [[noreturn]] void fail_form() const {
        fail("invalid changeset line",
             "write --changeset author:id, with quotes around names that contain spaces");
    }

    static std::string read_name(std::string_view& rest, char stop) {
        if (rest.starts_with('"')) {
            const std::size_t end = std::min(rest.find('"', 1), rest.size());
            std::string name(rest.substr(1, end - 1));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            return name;
        }
        const std::size_t end =
            std::min(stop == ':' ? rest.find(':') : rest.find_first_of(" \t"), rest.size());
        std::string result(trim(rest.substr(0, end)));
        rest.remove_prefix(end);
        return result;
    }

    void close() {
        if (!open_) {
            return;
        }
        const liquibase_changeset done = std::move(*open_);
        open_.reset();
        if (is_broken_) {
            return;
        }
        const bool empty = std::all_of(done.sql.begin(), done.sql.end(), [&](const auto& part) {
            return trim(std::string_view(file_->text).substr(part.first, part.second - part.first))
                .empty();
        });
        if (empty) {
            refuse(*file_, done.begin, "a changeset without SQL",
                   "write its statements below, or remove the line");
        }
        migration migration = make_liquibase_migration(done, properties_, options_);
        const std::string reason = left_out_reason(done, options_);
        (reason.empty() ? into_.versioned : into_.left_out).push_back(std::move(migration));
    }

    std::shared_ptr<const source_file> file_;
    std::string path_;
    liquibase_properties& properties_;
    const read_options& options_;
    source& into_;
    std::optional<liquibase_changeset> open_;
    std::size_t begin_ = 0;
    std::size_t after_ = 0;
    bool in_comment_ = false;
    bool is_broken_ = false;           ///< the open changeset had a problem
    bool has_lost_statements_ = false; ///< before the first changeset
    bool has_logical_path_ = false;
};

void collect(const folder& at, const std::string& below, std::vector<std::string>& into) {
    for (const folder::item& item : at.items()) {
        const std::string path = below + item.name;
        if (item.is_folder) {
            collect(at.inner(item.name), path + "/", into);
        } else {
            into.push_back(path);
        }
    }
}

std::vector<std::string> all_files(const folder& at) {
    std::vector<std::string> files;
    collect(at, "", files);
    std::sort(files.begin(), files.end());
    return files;
}

bool is_other_changelog(const folder& at, const std::string& path) {
    for (const char* ending : {".xml", ".yaml", ".yml", ".json"}) {
        if (path.ends_with(ending)) {
            return is_liquibase_changelog(path, at.read(path)->text);
        }
    }
    return false;
}

/// Of the changelogs that are not SQL, the one that no other includes.
std::filesystem::path find_master(const folder& at, const std::vector<std::string>& changelogs) {
    std::vector<std::filesystem::path> included;
    read_options ignoring; // read() reports the problems
    ignoring.on_problem = [](const error&) {};
    for (const std::string& changelog : changelogs) {
        auto found = follow_liquibase_changelog(at.path() / changelog, ignoring);
        std::move(found.included.begin(), found.included.end(), std::back_inserter(included));
    }
    std::vector<std::string> masters;
    for (const std::string& changelog : changelogs) {
        const auto path = std::filesystem::absolute(at.path() / changelog).lexically_normal();
        if (std::find(included.begin(), included.end(), path) == included.end()) {
            masters.push_back(changelog);
        }
    }
    if (masters.size() != 1) {
        const std::string& last = masters.empty() ? changelogs.back() : masters.back();
        refuse(*at.read(last), 0, "several changelogs are included by no other",
               "name the root changelog with --migrations PATH");
    }
    return at.path() / masters.front();
}

class liquibase_folder final : public format {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "liquibase"; }

    [[nodiscard]] fit fits(const folder& at) const override {
        try {
            if (at.is_file()) {
                const std::string& text = at.read("")->text;
                return is_liquibase_document(text) ||
                               is_liquibase_changelog(at.path().string(), text)
                           ? fit::certain
                           : fit::none;
            }
            std::size_t looked_into = 0;
            for (const std::string& name : all_files(at)) {
                const bool looks = name.ends_with(".sql") && looked_into++ < files_looked_into;
                if ((looks && is_liquibase_document(at.read(name)->text)) ||
                    is_other_changelog(at, name)) {
                    return fit::certain;
                }
            }
        } catch (const error&) {
            return fit::none; // for read() to say
        }
        return fit::none;
    }

    void read(const folder& at, const read_options& options, source& into) const override {
        into.order = version_order::listed;
        const std::vector<std::string> files =
            at.is_file() ? std::vector<std::string>() : all_files(at);
        std::vector<std::string> changelogs;
        for (const std::string& path : files) {
            if (is_other_changelog(at, path)) {
                changelogs.push_back(path);
            }
        }
        if (at.is_file() && is_liquibase_changelog(at.path().string(), at.read("")->text)) {
            read_master(at.path(), options, into);
        } else if (!changelogs.empty()) {
            read_master(find_master(at, changelogs), options, into);
        } else {
            read_scripts(at, files, options, into);
        }
        if (!into.left_out.empty()) {
            into.notes.push_back(
                fmt::format("{} changesets are excluded by context, label, dbms or ignore",
                            into.left_out.size()));
        }
    }

private:
    static constexpr std::size_t files_looked_into = 6;

    static void read_master(const std::filesystem::path& master, const read_options& options,
                            source& into) {
        liquibase_properties properties;
        for (const auto& script : follow_liquibase_changelog(master, options).scripts) {
            read_part(options, [&] {
                document(read_source_file(script.file), script.path, properties, options, into)
                    .read();
            });
        }
    }

    /// All scripts by name, as with includeAll.
    static void read_scripts(const folder& at, const std::vector<std::string>& files,
                             const read_options& options, source& into) {
        liquibase_properties properties;
        if (at.is_file()) {
            document(at.read(""), at.path().filename().string(), properties, options, into).read();
        }
        for (const std::string& path : files) {
            if (path.ends_with(".sql")) {
                read_part(options,
                          [&] { document(at.read(path), path, properties, options, into).read(); });
            }
        }
    }
};

} // namespace

const format& liquibase_format() {
    static const liquibase_folder reader;
    return reader;
}

} // namespace dunlin::migrator
