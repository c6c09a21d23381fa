// SPDX-License-Identifier: MIT
#include "format/sqitch/plan.hpp"

#include "format/format.hpp"
#include "format/refuse.hpp"
#include "format/sqitch/text.hpp"

#include <dunlin/base/digest.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace dunlin::migrator {
namespace {

constexpr auto name_rule =
    "names must not start with punctuation, contain spaces or @ : # \\ [ ], or end with punctuation or with punctuation followed by digits";

/// A line of the plan without its line end and without its note.
struct plan_line {
    std::size_t at = 0;
    std::string_view content; ///< without the blanks before the note
    std::string note;
};

bool is_id(std::string_view text) {
    return text.size() >= 40 && std::all_of(text.begin(), text.begin() + 40, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

class plan_reader {
public:
    plan_reader(const source_file& file, const read_options& options)
        : file_(file), options_(options), text_(without_bom(file.text)) {
        next_ = file.text.size() - text_.size();
        text_ = file.text;
    }

    sqitch_plan read() {
        read_pragmas();
        if (plan_.project.name.empty()) {
            refuse(file_, 0, "the plan has no %project", "write %project=NAME on the first line");
        }
        shared_ = std::make_shared<sqitch_project>(plan_.project);
        while (next_line()) {
            read_part(options_, [&] { read_line(); });
        }
        // After a line that was not read others may refer to what it names.
        if (is_complete_) {
            resolve_ids();
            resolve_conflicts();
        } else {
            replace_ids();
        }
        return std::move(plan_);
    }

private:
    /// So that the changes are told apart.
    void replace_ids() {
        for (const auto& change : plan_.changes) {
            change->id = fmt::format("{}:{}", change->name, change->line_at);
        }
    }

    void read_line() {
        if (line_.content.empty()) {
            return;
        }
        const bool was_complete = std::exchange(is_complete_, false);
        line_.content.substr(0, line_.content.find_first_not_of(" \t") + 1).ends_with('@')
            ? read_tag()
            : read_change();
        is_complete_ = was_complete;
    }

    bool next_line() {
        if (next_ >= text_.size()) {
            return false;
        }
        line_.at = next_;
        const std::size_t end = std::min(text_.find('\n', next_), text_.size());
        std::string_view line = text_.substr(next_, end - next_);
        next_ = end + 1;
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        const std::size_t hash = std::min(line.find('#'), line.size());
        line_.note = sqitch_note(line.substr(std::min(hash + 1, line.size())));
        line_.content = line.substr(0, hash);
        line_.content = line_.content.substr(0, line_.content.find_last_not_of(" \t") + 1);
        is_empty_ = line_.content.empty() && line_.note.empty();
        return true;
    }

    [[noreturn]] void fail(const std::string& message, std::string hint) const {
        refuse(file_, line_.at, message, std::move(hint));
    }

    void read_pragmas() {
        while (next_line() && !is_empty_) {
            std::string_view rest = line_.content;
            if (rest.empty()) {
                continue;
            }
            skip_blanks(rest);
            if (!rest.starts_with('%')) {
                fail("the blank line between pragmas and changes is missing", "add a blank line");
            }
            rest.remove_prefix(1);
            read_pragma(rest);
        }
    }

    void read_pragma(std::string_view rest) {
        const std::size_t equals = std::min(rest.find('='), rest.size());
        const std::string_view key = trim(rest.substr(0, equals));
        const std::string_view value = trim(rest.substr(std::min(equals + 1, rest.size())));
        if (key == "project") {
            if (value.empty() || sqitch_name_size(value) != value.size()) {
                fail(fmt::format("invalid project name: \"{}\"", value), name_rule);
            }
            plan_.project.name = value;
        } else if (key == "uri") {
            plan_.project.uri = value;
        } else if (key == "syntax-version") {
            if (!value.starts_with("1.")) {
                fail(fmt::format("unknown syntax version {}", value),
                     "dunlin reads plans of version 1.0.0");
            }
        } else {
            fail(fmt::format("unknown pragma %{}", key), "pragmas: syntax-version, project, uri");
        }
    }

    std::string read_name(std::string_view& rest) const {
        const std::size_t size = sqitch_name_size(rest);
        std::string name(rest.substr(0, size));
        rest.remove_prefix(size);
        if (name.empty()) {
            fail("the name is missing or invalid", name_rule);
        }
        if (name == "ROOT" || name == "HEAD") {
            fail(fmt::format("\"{}\" is a reserved name", name), "choose another one");
        }
        if (is_id(name)) {
            fail(fmt::format("\"{}\" looks like an id", name), "choose another name");
        }
        return name;
    }

    sqitch_planning read_planning(std::string_view rest) const {
        sqitch_planning planning;
        planning.at = read_sqitch_time(rest);
        if (planning.at.empty()) {
            fail("the time after the name is missing or invalid",
                 "for example: 2026-01-31T12:00:00Z Name <email>");
        }
        skip_blanks(rest);
        const std::size_t open = rest.find('<');
        const bool sound = open != std::string_view::npos && open > 1 && is_blank(rest[open - 1]) &&
                           rest.ends_with('>') && rest.find('>') == rest.size() - 1 &&
                           rest.size() > open + 2;
        if (!sound) {
            fail("the planner after the time is missing", "write: Name <email>");
        }
        planning.name = rest.substr(0, open - 1);
        planning.email = rest.substr(open + 1, rest.size() - open - 2);
        planning.note = line_.note;
        return planning;
    }

    void read_tag() {
        std::string_view rest = line_.content;
        skip_blanks(rest);
        rest.remove_prefix(1);
        sqitch_tag tag;
        tag.name = "@" + read_name(rest);
        if (tag.name.find('/') != std::string::npos) {
            fail(fmt::format("the tag {} has a slash", tag.name), "choose another name");
        }
        if (plan_.changes.empty()) {
            fail(fmt::format("the tag {} comes before any change", tag.name), "move it down");
        }
        if (!tags_.emplace(tag.name, plan_.changes.size() - 1).second) {
            fail(fmt::format("duplicate tag {}", tag.name), "keep only one");
        }
        skip_blanks(rest);
        if (rest.starts_with('[')) {
            fail("a tag cannot have dependencies", "remove them");
        }
        tag.planned = read_planning(rest);
        plan_.changes.back()->tags.push_back(std::move(tag));
        since_tag_.clear();
    }

    void read_change() {
        std::string_view rest = line_.content;
        skip_blanks(rest);
        if (rest.starts_with('-')) {
            fail(
                "the change is planned as a revert, which sqitch does not support",
                "remove the line; changes are reverted with migrate to, which names the last one to keep");
        }
        if (rest.starts_with('+')) {
            rest.remove_prefix(1);
            skip_blanks(rest);
        }
        auto change = std::make_shared<sqitch_change>();
        change->line_at = line_.at;
        change->project = shared_;
        change->name = read_name(rest);
        if (!since_tag_.emplace(change->name, 0).second) {
            fail(fmt::format("the change {} occurs twice without a tag in between", change->name),
                 "rework a change only after a tag");
        }
        skip_blanks(rest);
        if (rest.starts_with('[')) {
            const std::size_t close = rest.find(']');
            if (close == std::string_view::npos) {
                fail("dependencies without a closing bracket", "write: [first !second]");
            }
            read_dependencies(rest.substr(1, close - 1), *change);
            rest.remove_prefix(close + 1);
            skip_blanks(rest);
        }
        change->planned = read_planning(rest);
        note_rework(*change);
        change->parent = plan_.changes.empty() ? nullptr : plan_.changes.back();
        named_[change->name].push_back(plan_.changes.size());
        plan_.changes.push_back(std::move(change));
    }

    /// The scripts of the earlier one bear the name of a tag between the two.
    void note_rework(const sqitch_change& again) {
        const auto known = named_.find(again.name);
        if (known == named_.end()) {
            return;
        }
        const std::size_t earlier = known->second.back();
        auto& tags = plan_.changes[earlier]->rework_tags;
        for (std::size_t i = plan_.changes.size(); i-- > earlier;) {
            for (const sqitch_tag& tag : plan_.changes[i]->tags) {
                tags.push_back(tag.name);
            }
        }
    }

    void read_dependencies(std::string_view text, sqitch_change& into) const {
        std::vector<sqitch_dependency> conflicts;
        std::map<std::string, int, std::less<>> seen;
        for (skip_blanks(text); !text.empty(); skip_blanks(text)) {
            const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
            const std::string word(text.substr(0, end));
            text.remove_prefix(end);
            if (!seen.emplace(word, 0).second) {
                fail(fmt::format("duplicate dependency {}", word), "keep only one");
            }
            sqitch_dependency dependency = read_dependency(word);
            (dependency.conflicts ? conflicts : into.dependencies).push_back(std::move(dependency));
        }
        into.dependencies.insert(into.dependencies.end(), conflicts.begin(), conflicts.end());
    }

    sqitch_dependency read_dependency(std::string_view word) const {
        sqitch_dependency dependency;
        dependency.line_at = line_.at;
        std::string_view rest = word;
        if (rest.starts_with('!')) {
            dependency.conflicts = true;
            rest.remove_prefix(1);
        }
        const std::size_t colon = rest.find(':');
        if (colon != std::string_view::npos) {
            dependency.project = rest.substr(0, colon);
            rest.remove_prefix(colon + 1);
        }
        const std::string_view key = rest;
        if (is_id(rest) && rest.size() == 40) {
            dependency.id = rest;
        } else {
            const std::size_t at = std::min(rest.find('@'), rest.size());
            dependency.change = rest.substr(0, at);
            dependency.tag = rest.substr(at);
            const std::string_view tag = rest.substr(std::min(at + 1, rest.size()));
            const bool sound =
                (dependency.change.empty() ||
                 sqitch_name_size(dependency.change) == dependency.change.size()) &&
                (dependency.tag.empty() || (!tag.empty() && sqitch_name_size(tag) == tag.size())) &&
                !rest.empty() &&
                (dependency.project.empty() ||
                 sqitch_name_size(dependency.project) == dependency.project.size());
            if (!sound) {
                fail(
                    fmt::format("invalid dependency: \"{}\"", word),
                    "write a change, change@tag or @tag, prefixed with project: for another project");
            }
        }
        if (dependency.project == plan_.project.name) {
            dependency.project.clear();
        }
        dependency.text = dependency.project.empty()
                              ? std::string(key)
                              : fmt::format("{}:{}", dependency.project, key);
        return dependency;
    }

    /// Of the changes before `end`; sqitch means the first of a name, and with a tag the last at or
    /// before it.
    const sqitch_change* find(const sqitch_dependency& dependency, std::size_t end) const {
        if (dependency.change.empty()) {
            const auto tag = tags_.find(dependency.tag);
            return tag == tags_.end() || tag->second >= end ? nullptr
                                                            : plan_.changes[tag->second].get();
        }
        const auto places = named_.find(dependency.change);
        if (places == named_.end()) {
            return nullptr;
        }
        std::size_t last = end == 0 ? 0 : end - 1;
        if (!dependency.tag.empty()) {
            const auto tag = tags_.find(dependency.tag);
            if (tag == tags_.end()) {
                return nullptr;
            }
            last = tag->second;
        }
        const sqitch_change* found = nullptr;
        for (const std::size_t place : places->second) {
            if (place <= last && place < end && (found == nullptr || !dependency.tag.empty())) {
                found = plan_.changes[place].get();
            }
        }
        return found;
    }

    void resolve_ids() {
        for (std::size_t i = 0; i < plan_.changes.size(); ++i) {
            sqitch_change& change = *plan_.changes[i];
            for (sqitch_dependency& dependency : change.dependencies) {
                if (!dependency.project.empty() || !dependency.id.empty()) {
                    continue;
                }
                const sqitch_change* found = dependency.conflicts ? nullptr : find(dependency, i);
                if (found != nullptr) {
                    dependency.id = found->id;
                } else if (!dependency.conflicts) {
                    refuse(file_, dependency.line_at,
                           fmt::format("{} requires {}, which is not a change above it",
                                       change.name, dependency.text),
                           "move the change below what it requires");
                }
            }
            change.id = sha1_of("change", info_of(change));
            for (sqitch_tag& tag : change.tags) {
                tag.id = sha1_of("tag", info_of(tag, change));
            }
        }
    }

    /// They may come later in the plan, so their ids are known only when all are.
    void resolve_conflicts() {
        for (const auto& change : plan_.changes) {
            for (sqitch_dependency& dependency : change->dependencies) {
                if (!dependency.conflicts || !dependency.project.empty() ||
                    !dependency.id.empty()) {
                    continue;
                }
                const sqitch_change* found = find(dependency, plan_.changes.size());
                if (found == nullptr) {
                    refuse(file_, dependency.line_at,
                           fmt::format("{} conflicts with {}, which is not a change of the plan",
                                       change->name, dependency.text),
                           "remove it, or name its project: project:change");
                }
                dependency.id = found->id;
            }
        }
    }

    static std::string sha1_of(std::string_view type, const std::string& info) {
        std::string all = fmt::format("{} {}", type, info.size());
        all += '\0';
        return sha1(all + info);
    }

    [[nodiscard]] std::string opening_lines() const {
        const std::string& uri = plan_.project.uri;
        return fmt::format("project {}\n{}", plan_.project.name,
                           uri.empty() ? "" : "uri " + canonical_uri(uri) + "\n");
    }

    static std::string planning_lines(const sqitch_planning& planned) {
        return fmt::format("planner {} <{}>\ndate {}", planned.name, planned.email, planned.at);
    }

    static std::string note_of(const sqitch_planning& planned) {
        // To Perl "0" is as good as nothing.
        return planned.note.empty() || planned.note == "0" ? "" : "\n\n" + planned.note;
    }

    [[nodiscard]] std::string info_of(const sqitch_change& of) const {
        std::string required;
        std::string conflicts;
        for (const sqitch_dependency& dependency : of.dependencies) {
            (dependency.conflicts ? conflicts : required) +=
                fmt::format("\n  {} {}", dependency.conflicts ? '-' : '+', dependency.text);
        }
        return opening_lines() + "change " + of.name + "\n" +
               (of.parent ? "parent " + of.parent->id + "\n" : "") + planning_lines(of.planned) +
               (required.empty() ? "" : "\nrequires" + required) +
               (conflicts.empty() ? "" : "\nconflicts" + conflicts) + note_of(of.planned);
    }

    [[nodiscard]] std::string info_of(const sqitch_tag& tag, const sqitch_change& of) const {
        return opening_lines() + "tag " + tag.name + "\nchange " + of.id + "\n" +
               planning_lines(tag.planned) + note_of(tag.planned);
    }

    const source_file& file_;
    const read_options& options_;
    std::string_view text_;
    std::size_t next_ = 0;
    plan_line line_;
    bool is_empty_ = false;
    bool is_complete_ = true; ///< every line so far was read
    sqitch_plan plan_;
    std::shared_ptr<const sqitch_project> shared_;
    std::map<std::string, std::size_t, std::less<>> tags_; ///< to the place of their change
    std::map<std::string, std::vector<std::size_t>, std::less<>> named_;
    std::map<std::string, int, std::less<>> since_tag_;
};

} // namespace

std::string canonical_uri(std::string_view uri) {
    const std::size_t scheme_end = uri.find("://");
    if (scheme_end == std::string_view::npos) {
        return std::string(uri);
    }
    const auto lower = [](std::string text) {
        std::transform(text.begin(), text.end(), text.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return text;
    };
    const std::string scheme = lower(std::string(uri.substr(0, scheme_end)));
    const std::string_view rest = uri.substr(scheme_end + 3);
    const std::size_t path = std::min(rest.find_first_of("/?#"), rest.size());
    std::string_view authority = rest.substr(0, path);
    const std::size_t user = authority.find('@');
    const std::size_t host = user == std::string_view::npos ? 0 : user + 1;
    const bool is_web = scheme == "http" || scheme == "https";
    const std::string_view usual_port = scheme == "http" ? ":80" : ":443";
    if (is_web && authority.ends_with(usual_port)) {
        authority.remove_suffix(usual_port.size());
    }
    const bool bare = is_web && (path == rest.size() || rest[path] != '/');
    return scheme + "://" + std::string(authority.substr(0, host)) +
           lower(std::string(authority.substr(host))) + (bare ? "/" : "") +
           std::string(rest.substr(path));
}

sqitch_plan read_sqitch_plan(const source_file& file, const read_options& options) {
    return plan_reader(file, options).read();
}

} // namespace dunlin::migrator
