// SPDX-License-Identifier: MIT
#include "format/liquibase/changeset.hpp"

#include "format/flyway/settings.hpp"
#include "format/format.hpp"
#include "format/liquibase/lines.hpp"
#include "format/refuse.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/digest.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dunlin::migrator {
namespace {

using range = std::pair<std::size_t, std::size_t>;

[[noreturn]] void fail(const liquibase_changeset& at, const std::string& message,
                       std::string hint) {
    refuse(*at.file, at.begin, message, std::move(hint));
}

const std::string* find(const liquibase_changeset& in, const char* name) {
    const auto found = in.attributes.find(name);
    return found == in.attributes.end() ? nullptr : &found->second;
}

bool boolean_attribute(const liquibase_changeset& in, const char* name, bool otherwise) {
    const std::string* given = find(in, name);
    if (given == nullptr) {
        return otherwise;
    }
    const std::string value = lower_case(*given);
    if (value != "true" && value != "false") {
        fail(in, fmt::format("invalid value for {}: \"{}\" (expected true or false)", name, *given),
             "");
    }
    return value == "true";
}

void check_attributes(const liquibase_changeset& in) {
    static const std::array<std::string, 16> known{"runonchange",
                                                   "runalways",
                                                   "failonerror",
                                                   "runintransaction",
                                                   "context",
                                                   "contextfilter",
                                                   "labels",
                                                   "logicalfilepath",
                                                   "dbms",
                                                   "ignore",
                                                   "stripcomments",
                                                   "splitstatements",
                                                   "enddelimiter",
                                                   "rollbacksplitstatements",
                                                   "rollbackenddelimiter",
                                                   "runwith"};
    for (const auto& [name, value] : in.attributes) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            const std::string meant = closest_match(name, known);
            fail(in, fmt::format("unknown changeset attribute \"{}\"", name),
                 meant.empty() ? "see the manual for the supported attributes"
                               : fmt::format("did you mean {}?", meant));
        }
    }
    const std::string* runner = find(in, "runwith");
    if (runner != nullptr && *runner != "jdbc") {
        fail(in, fmt::format("runWith:{} is not supported", *runner),
             "remove the attribute if the changeset is plain SQL");
    }
}

/// The delimiter without the parts of a regular expression that match blanks and line ends around
/// it.
std::string_view delimiter_without_blanks(std::string_view text) {
    for (bool shorter = true; shorter;) {
        shorter = false;
        for (const std::string_view pattern : {"\\r", "\\n", "\\s*", "\\s+", "^"}) {
            const bool starts = text.starts_with(pattern);
            text.remove_prefix(starts ? pattern.size() : 0);
            shorter |= starts;
        }
        for (const std::string_view pattern : {"\\r", "\\n", "\\s*", "\\s+", "$"}) {
            const bool ends = text.size() > pattern.size() && text.ends_with(pattern);
            text.remove_suffix(ends ? pattern.size() : 0);
            shorter |= ends;
        }
    }
    return text;
}

/// A delimiter at the end of a line, or alone on one. Of Liquibase's regular
/// expressions only those are supported that match blanks and line ends around one delimiter.
std::string delimiter_of(const liquibase_changeset& in, const char* name) {
    const std::string* given = find(in, name);
    if (given == nullptr || given->size() < 2) {
        return given == nullptr ? "" : *given;
    }
    const std::string_view whole = *given;
    const std::size_t bar = whole.find('|', 1);
    const std::string_view text = delimiter_without_blanks(whole.substr(0, bar));
    const bool same =
        bar == std::string_view::npos || delimiter_without_blanks(whole.substr(bar + 1)) == text;
    if (!same || (text.size() > 1 && text.find_first_of("\\[](){}*+?^|") != text.npos)) {
        fail(in, fmt::format("the delimiter {} is a regular expression", *given),
             "write the delimiter literally");
    }
    return std::string(text);
}

/// Puts semicolons where a delimiter ends a line, and where a line is `/` or GO when there is none.
void replace_delimiters(std::string_view text, const range& line, const std::string& delimiter,
                        std::vector<edit>& into) {
    const std::string_view all = text.substr(line.first, line.second - line.first);
    const std::string_view content = trim(all);
    if (delimiter == ";") {
        return;
    }
    const std::string lower = lower_case(content);
    const bool alone = delimiter.empty() && (lower == "/" || lower == "go");
    const bool ends = !delimiter.empty() && lower.ends_with(lower_case(delimiter));
    if (!alone && !ends) {
        return;
    }
    const std::size_t size = alone ? content.size() : delimiter.size();
    const std::size_t end = line.first + static_cast<std::size_t>(content.end() - all.begin());
    into.push_back({end - size, end, ";", "", false, edit::quoting::none});
}

void expand(std::string_view text, const range& part, const liquibase_properties& properties,
            const read_options& options, std::vector<edit>& into) {
    for (std::size_t at = part.first;
         (at = text.find("${", at)) != std::string_view::npos && at < part.second;) {
        const std::size_t end = text.find('}', at);
        if (end == std::string_view::npos || end >= part.second) {
            return;
        }
        const std::string name(trim(text.substr(at + 2, end - at - 2)));
        const auto given = options.placeholder ? options.placeholder(name) : std::nullopt;
        const auto property = properties.find(name);
        if (given || property != properties.end()) {
            into.push_back(
                {at, end + 1, given ? *given : property->second, "", false, edit::quoting::none});
            into.back().is_value = given.has_value();
        }
        at = end;
    }
}

/// The script of some ranges of the file: the text between them is removed.
script script_of(const liquibase_changeset& from, const std::vector<range>& parts,
                 const std::string* delimiter, const liquibase_properties& properties,
                 const read_options& options) {
    script script;
    if (parts.empty()) {
        script.begin = script.end = from.begin;
        return script;
    }
    script.begin = parts.front().first;
    script.end = parts.back().second;
    std::size_t kept = script.begin;
    for (const range& lines : parts) {
        if (lines.first > kept) {
            script.edits.push_back({kept, lines.first, "", "", false, edit::quoting::none});
        }
        std::vector<edit> found;
        expand(from.file->text, lines, properties, options, found);
        if (delimiter != nullptr) {
            replace_delimiters(from.file->text, lines, *delimiter, found);
        }
        script.edits.insert(script.edits.end(), found.begin(), found.end());
        kept = lines.second;
    }
    return script;
}

void set_down(const liquibase_changeset& from, const liquibase_properties& properties,
              const read_options& options, migration& into) {
    if (from.rollback.empty()) {
        return;
    }
    const std::string delimiter = delimiter_of(from, "rollbackenddelimiter");
    const bool splits = boolean_attribute(from, "rollbacksplitstatements", true);
    script script =
        script_of(from, from.rollback, splits ? &delimiter : nullptr, properties, options);
    into.down = script;
    const std::string text = lower_case(trim(into.edited_text(script)));
    if (text == "empty" || text == "not required") {
        into.down = script_of(from, {}, nullptr, properties, options);
    } else if (text.starts_with("changesetid:")) {
        fail(from, "a rollback that names another changeset is not supported",
             "write the statements after --rollback");
    }
    into.down->options = into.up.options;
}

std::string without_blanks(std::string_view list) {
    std::string result(list);
    std::erase_if(result, [](char c) { return c == ' ' || c == '\t'; });
    return result;
}

} // namespace

std::string liquibase_checksum(std::string_view sql) {
    std::string text(sql);
    std::erase_if(text, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
    return "9:" + md5(fmt::format("9:{}:", md5(text)));
}

migration make_liquibase_migration(const liquibase_changeset& from,
                                   const liquibase_properties& properties,
                                   const read_options& options) {
    check_attributes(from);
    migration migration;
    migration.file = from.file;
    migration.name = from.author + ":" + from.id;
    migration.version = fmt::format("{}::{}::{}", from.path, from.id, from.author);
    migration.description = from.comment.empty() ? from.id : from.comment;
    const std::string delimiter = delimiter_of(from, "enddelimiter");
    const bool splits = boolean_attribute(from, "splitstatements", true);
    // The delimiter is part of the text that the checksum is of.
    migration.up = script_of(from, from.sql, nullptr, properties, options);
    migration.tool_checksums.push_back("liquibase:" +
                                       liquibase_checksum(migration.edited_text(migration.up)));
    migration.up = script_of(from, from.sql, splits ? &delimiter : nullptr, properties, options);
    for (const std::string& checksum : from.checksums) {
        const std::string lower = lower_case(checksum);
        migration.tool_checksums.push_back(
            lower == "any" || lower == "1:any" ? "*" : "liquibase:" + checksum);
    }
    migration.up.options.honours_blocks = true;
    migration.up.options.no_transaction = !boolean_attribute(from, "runintransaction", true);
    migration.runs_on_change = boolean_attribute(from, "runonchange", false);
    migration.runs_always = boolean_attribute(from, "runalways", false);
    migration.may_fail = !boolean_attribute(from, "failonerror", true);
    boolean_attribute(from, "stripcomments", true); // the server passes over comments itself
    migration.any_order = true;
    migration.conditions = from.conditions;
    migration.tool_values["comments"] = from.comment;
    if (from.has_logical_path) {
        migration.tool_values["logical_path"] = from.path;
    }
    const std::string* context = find(from, "contextfilter");
    context = context == nullptr ? find(from, "context") : context;
    migration.tool_values["contexts"] = context != nullptr ? *context : "";
    const std::string* labels = find(from, "labels");
    migration.tool_values["labels"] = labels != nullptr ? without_blanks(*labels) : "";
    set_down(from, properties, options, migration);
    compute_checksum(migration);
    return migration;
}

std::string left_out_reason(const liquibase_changeset& of, const read_options& options) {
    const std::string* context = find(of, "contextfilter");
    context = context == nullptr ? find(of, "context") : context;
    if (context != nullptr && !liquibase_matches(*context, options.contexts)) {
        return fmt::format("its context is {}", *context);
    }
    // Labels are a list of the changeset's own; the expression is the user's.
    const std::string* labels = find(of, "labels");
    if (!trim(options.labels).empty() &&
        (labels == nullptr || !liquibase_matches(options.labels, *labels))) {
        return fmt::format("its labels are {}", labels != nullptr ? *labels : "none");
    }
    const std::string* dbms = find(of, "dbms");
    if (dbms != nullptr) {
        const std::string list = "," + lower_case(without_blanks(*dbms)) + ",";
        const bool named = list.find(",postgresql,") != std::string::npos ||
                           list.find(",all,") != std::string::npos;
        const bool excluded = list.find(",!postgresql,") != std::string::npos ||
                              list.find(",none,") != std::string::npos;
        if (excluded || (!named && list.find(",!") == std::string::npos)) {
            return fmt::format("its dbms is {}", *dbms);
        }
    }
    return boolean_attribute(of, "ignore", false) ? "it has ignore:true" : "";
}

} // namespace dunlin::migrator
