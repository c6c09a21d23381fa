// SPDX-License-Identifier: MIT
#include "format/psql_variables.hpp"

#include "format/psql_copy.hpp"
#include "format/refuse.hpp"

#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

bool starts_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool continues_name(char c) {
    return starts_name(c) || (c >= '0' && c <= '9');
}

std::string in_quotes(std::string_view value, edit::quoting quoting) {
    if (quoting == edit::quoting::none) {
        return std::string(value);
    }
    const char quote = quoting == edit::quoting::literal ? '\'' : '"';
    std::string quoted(1, quote);
    for (const char c : value) {
        quoted.append(c == quote ? 2 : 1, c);
    }
    return quoted + quote;
}

bool equal_ignoring_case(std::string_view text, std::string_view lower) {
    return text.size() == lower.size() &&
           std::equal(text.begin(), text.end(), lower.begin(),
                      [](char a, char b) { return (a | 0x20) == (b | 0x20); });
}

class psql_reader {
public:
    psql_reader(const source_file& file, const psql_values& known,
                const std::filesystem::path& project)
        : file_(file), text_(file.text), known_(known), project_(project) {}

    std::vector<edit> read() {
        while (at_ < text_.size()) {
            step();
        }
        return std::move(edits_);
    }

private:
    void step() {
        const char c = text_[at_];
        const bool line_starts = at_ == 0 || text_[at_ - 1] == '\n';
        if (line_starts && is_followed_by_copy_data()) {
            skip_copy_data();
        } else if (c == '\'' || c == '"') {
            const bool escapes = c == '\'' && at_ > 0 && (text_[at_ - 1] | 0x20) == 'e' &&
                                 (at_ < 2 || !continues_name(text_[at_ - 2]));
            skip_quoted(c, escapes);
        } else if (text_.substr(at_).starts_with("--")) {
            at_ = std::min(text_.find('\n', at_), text_.size());
        } else if (text_.substr(at_).starts_with("/*")) {
            skip_comment();
        } else if (c == '$' && (at_ == 0 || !continues_name(text_[at_ - 1]))) {
            skip_dollar_quoted();
        } else if (c == '\\' && line_starts_here()) {
            read_command();
        } else if (c == ':') {
            read_colon();
        } else {
            if (c == ';') {
                ended_ = text_.substr(begin_, at_ - begin_);
                begin_ = at_ + 1;
            }
            depth_ += c == '[' ? 1 : c == ']' ? -1 : 0;
            ++at_;
        }
    }

    [[nodiscard]] bool line_starts_here() const {
        const std::size_t newline = at_ == 0 ? std::string_view::npos : text_.rfind('\n', at_ - 1);
        const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
        return trim(text_.substr(begin, at_ - begin)).empty();
    }

    void skip_quoted(char quote, bool escapes) {
        for (++at_; at_ < text_.size() && text_[at_] != quote; ++at_) {
            at_ += escapes && text_[at_] == '\\' ? 1 : 0;
        }
        ++at_; // a doubled quote is part of the text
    }

    void skip_comment() {
        int depth = 0;
        do {
            const std::string_view rest = text_.substr(at_);
            depth += rest.starts_with("/*") ? 1 : rest.starts_with("*/") ? -1 : 0;
            at_ += rest.starts_with("/*") || rest.starts_with("*/") ? 2 : 1;
        } while (depth > 0 && at_ < text_.size());
    }

    void skip_dollar_quoted() {
        std::size_t end = at_ + 1;
        while (end < text_.size() && continues_name(text_[end])) {
            ++end;
        }
        const bool opens = end < text_.size() && text_[end] == '$' &&
                           (end == at_ + 1 || starts_name(text_[at_ + 1]));
        if (!opens) {
            ++at_;
            return;
        }
        const std::string_view tag = text_.substr(at_, end + 1 - at_);
        const std::size_t close = text_.find(tag, end + 1);
        at_ = close == std::string_view::npos ? text_.size() : close + tag.size();
    }

    /// The statement that ended on the line before reads the following lines as its data.
    [[nodiscard]] bool is_followed_by_copy_data() const {
        if (!trim(text_.substr(begin_, at_ - begin_)).empty()) {
            return false;
        }
        const std::string_view statement = ended_;
        const std::string_view first = trim(statement).substr(0, 4);
        const auto has = [&](std::string_view word) {
            return std::search(statement.begin(), statement.end(), word.begin(), word.end(),
                               [](char a, char b) { return (a | 0x20) == (b | 0x20); }) !=
                   statement.end();
        };
        return equal_ignoring_case(first, "copy") && has("from stdin");
    }

    void skip_copy_data() {
        const std::size_t end = text_.find("\n\\.", at_ - 1);
        at_ = end == std::string_view::npos ? text_.size() : end + 3;
        begin_ = at_;
        ended_ = {};
    }

    void read_command() {
        const std::size_t end = std::min(text_.find('\n', at_), text_.size());
        std::string_view line = trim(text_.substr(at_, end - at_));
        const std::size_t blank = std::min(line.find_first_of(" \t"), line.size());
        const std::string_view name = line.substr(0, blank);
        if (name == "\\set" || name == "\\unset") {
            name == "\\set" ? read_set(trim(line.substr(blank))) : unset(trim(line.substr(blank)));
            edits_.push_back({.begin = at_, .end = end});
        } else if (lower_case(name) == "\\copy") {
            read_copy(line.substr(blank), end);
            return;
        }
        at_ = end;
        begin_ = end;
    }

    /// The edit makes it a statement with its data, as in a dump.
    void read_copy(std::string_view arguments, std::size_t end) {
        const psql_copy copy = read_psql_copy(file_, at_, arguments, project_);
        edits_.push_back(
            {.begin = at_,
             .end = end,
             .text = copy.statement + (copy.is_inline ? "" : "\n" + copy.data + "\\.")});
        at_ = end;
        if (copy.is_inline) {
            ++at_; // the line end, after which its data begins
            skip_copy_data();
        }
        begin_ = at_;
    }

    void unset(std::string_view name) { set_.erase(std::string(name)); }

    void read_set(std::string_view rest) {
        const std::size_t blank = std::min(rest.find_first_of(" \t"), rest.size());
        const std::string name(rest.substr(0, blank));
        const std::string_view arguments = trim(rest.substr(blank));
        if (arguments.starts_with('`') && arguments.find('`', 1) + 1 == arguments.size() &&
            !known_.contains(name)) {
            set_.erase(name); // for --set: commands of the shell are not run
            return;
        }
        const std::string value = read_value(arguments);
        const bool on =
            value == "1" || equal_ignoring_case(value, "on") || equal_ignoring_case(value, "true");
        if ((name == "ON_ERROR_STOP" && !on) || (name == "AUTOCOMMIT" && !on) ||
            name == "SINGLELINE" || name == "SINGLESTEP" || name == "ON_ERROR_ROLLBACK") {
            refuse(file_, at_, fmt::format("\\set {} would change how statements are run", name),
                   "remove the line: a script runs completely or not at all");
        }
        set_.insert_or_assign(name, value);
    }

    /// Several arguments are joined; quotes are removed; other variables are replaced.
    std::string read_value(std::string_view rest) {
        std::string text;
        while (!rest.empty()) {
            const char c = rest.front();
            if (c == '`') {
                refuse(
                    file_, at_, "\\set with a value from a shell command",
                    "remove the line, and give the value with --set NAME=VALUE or in the environment");
            }
            if (c == '\'') {
                copy_quoted(rest, text);
            } else if (c == ':' && rest.size() > 1) {
                replace_variable(rest, text);
            } else {
                text.append(c == ' ' || c == '\t' ? 0 : 1, c);
                rest.remove_prefix(1);
            }
        }
        return text;
    }

    static void copy_quoted(std::string_view& rest, std::string& into) {
        rest.remove_prefix(1);
        while (!rest.empty()) {
            const bool doubled = rest.starts_with("''");
            if (rest.front() == '\'' && !doubled) {
                break;
            }
            if (rest.front() == '\\' && rest.size() > 1) {
                rest.remove_prefix(1);
                into += rest.front() == 'n' ? '\n' : rest.front() == 't' ? '\t' : rest.front();
            } else {
                into += rest.front();
            }
            rest.remove_prefix(doubled ? 2 : 1);
        }
        rest.remove_prefix(std::min<std::size_t>(1, rest.size()));
    }

    void replace_variable(std::string_view& rest, std::string& into) {
        std::size_t end = 1;
        while (end < rest.size() && continues_name(rest[end])) {
            ++end;
        }
        const std::string name(rest.substr(1, end - 1));
        const auto set = set_.find(name);
        const auto known = known_.find(name);
        if (set == set_.end() && known == known_.end()) {
            refuse(file_, at_, fmt::format("\\set uses {}, which has no value", name),
                   "set it above, or in sqitch.conf");
        }
        into += set != set_.end() ? set->second : known->second;
        rest.remove_prefix(end);
    }

    void read_colon() {
        const bool cast = (at_ > 0 && text_[at_ - 1] == ':') || text_.substr(at_).starts_with("::");
        const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
        const bool quoted = next == '\'' || next == '"';
        std::size_t begin = at_ + 1 + (quoted ? 1 : 0);
        std::size_t end = begin;
        while (end < text_.size() && continues_name(text_[end])) {
            ++end;
        }
        const bool closed = !quoted || (end < text_.size() && text_[end] == next);
        if (text_.substr(at_).starts_with(":{?")) {
            refuse(file_, at_, "tests of whether a psql variable is set are not supported",
                   "remove it");
        }
        if (cast || begin == end || !starts_name(text_[begin]) || !closed) {
            ++at_;
            return;
        }
        const std::string name(text_.substr(begin, end - begin));
        end += quoted ? 1 : 0;
        add(name, end,
            !quoted        ? edit::quoting::none
            : next == '\'' ? edit::quoting::literal
                           : edit::quoting::identifier);
        at_ = end;
    }

    void add(const std::string& name, std::size_t end, edit::quoting quoting) {
        edit edit{.begin = at_, .end = end, .quoted = quoting};
        const auto set = set_.find(name);
        const auto known = known_.find(name);
        if (set != set_.end()) {
            edit.text = in_quotes(set->second, quoting);
        } else if (depth_ > 0 && quoting == edit::quoting::none && known == known_.end()) {
            return; // the bound of an array slice, which psql leaves unchanged when there is no
                    // such variable
        } else {
            edit.variable = name;
            edit.has_default = known != known_.end();
            edit.text = edit.has_default ? known->second : "";
        }
        edits_.push_back(std::move(edit));
    }

    const source_file& file_;
    std::string_view text_;
    const psql_values& known_;
    const std::filesystem::path& project_;
    psql_values set_;
    std::size_t at_ = 0;
    std::size_t begin_ = 0;       ///< of the statement
    std::string_view ended_ = {}; ///< the statement before
    int depth_ = 0;
    std::vector<edit> edits_;
};

} // namespace

std::vector<edit> find_psql_edits(const source_file& file, const psql_values& known,
                                  const std::filesystem::path& project) {
    if (file.text.find_first_of(":\\") == std::string::npos) {
        return {};
    }
    return psql_reader(file, known, project).read();
}

} // namespace dunlin::migrator
