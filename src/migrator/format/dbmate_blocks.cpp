// SPDX-License-Identifier: MIT
#include "format/dbmate_blocks.hpp"

#include "format/line.hpp"
#include "format/refuse.hpp"

#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace dunlin::migrator {
namespace {

constexpr auto forms =
    "write -- migrate:up or -- migrate:down at the start of the line, optionally followed by transaction:false";

bool equal_ignoring_case(std::string_view text, std::string_view lower_case) {
    return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(),
                      [](unsigned char a, unsigned char b) { return std::tolower(a) == b; });
}

std::string_view first_word(std::string_view text) {
    return text.substr(0, std::min(text.find_first_of(" \t\f\v"), text.size()));
}

/// Behind `-- migrate:`, for a line that is a directive to dbmate.
std::optional<std::string_view> directive_of(std::string_view line) {
    if (!line.starts_with("--")) {
        return std::nullopt;
    }
    const std::string_view text = trim(line.substr(2));
    constexpr std::string_view prefix = "migrate:";
    if (!text.starts_with(prefix)) {
        return std::nullopt;
    }
    const std::string_view rest = text.substr(prefix.size());
    const std::string_view word = first_word(rest);
    return word == "up" || word == "down" ? std::optional(rest) : std::nullopt;
}

/// `--migrate :UP`, indented, misspelled: a comment that begins with that word and a colon.
bool is_misspelled(std::string_view line) {
    std::string_view text = trim(line);
    if (!text.starts_with("--")) {
        return false;
    }
    text = trim(text.substr(2));
    constexpr std::string_view word = "migrate";
    return text.size() > word.size() && equal_ignoring_case(text.substr(0, word.size()), word) &&
           trim(text.substr(word.size())).starts_with(':');
}

class block_reader {
public:
    explicit block_reader(const source_file& file) : file_(file) {}

    std::vector<dbmate_block> read() {
        for (lines at(file_.text); at.next();) {
            if (const auto found = directive_of(at.line())) {
                begin_block(at, *found);
            } else if (is_misspelled(at.line())) {
                refuse(file_, at.begin(),
                       "looks like a misspelled dbmate directive; dbmate ignores it", forms);
            } else if (blocks_.empty()) {
                refuse_statement(at);
            }
        }
        if (blocks_.empty()) {
            refuse(file_, 0, "-- migrate:up is missing",
                   "dbmate requires an up and a down block in each file");
        }
        end_block(file_.text.size());
        require_down();
        return std::move(blocks_);
    }

private:
    void begin_block(const lines& at, std::string_view options) {
        const bool up = first_word(options) == "up";
        if (up) {
            require_down();
        } else if (blocks_.empty() || !blocks_.back().up) {
            refuse(file_, at.begin(), "-- migrate:down without -- migrate:up",
                   "write the up block above it");
        }
        end_block(at.begin());
        dbmate_block block;
        block.up = up;
        block.begin = at.after();
        read_options(at, trim(options.substr(first_word(options).size())), block);
        blocks_.push_back(block);
        line_ = at.begin();
    }

    void read_options(const lines& at, std::string_view options, dbmate_block& into) {
        while (!options.empty()) {
            const std::string_view word = first_word(options);
            if (word != "transaction:false" && word != "transaction:true") {
                refuse(file_, at.begin(), fmt::format("unknown dbmate option \"{}\"", word),
                       "options: transaction:false, transaction:true");
            }
            into.transaction = word == "transaction:true";
            options = trim(options.substr(word.size()));
        }
    }

    void end_block(std::size_t end) {
        if (!blocks_.empty()) {
            blocks_.back().end = end;
        }
    }

    void require_down() const {
        if (!blocks_.empty() && blocks_.back().up) {
            refuse(file_, line_, "-- migrate:up without -- migrate:down",
                   "dbmate requires a down block, which may be empty: -- migrate:down");
        }
    }

    void refuse_statement(const lines& at) const {
        const std::string_view text = trim(at.line());
        if (!text.empty() && !text.starts_with("--")) {
            refuse(file_, at.begin(), "a statement before -- migrate:up would never run",
                   "move it below that line");
        }
    }

    const source_file& file_;
    std::vector<dbmate_block> blocks_;
    std::size_t line_ = 0; ///< of the last directive
};

} // namespace

std::vector<dbmate_block> read_dbmate(const source_file& file) {
    return block_reader(file).read();
}

bool has_dbmate_directive(std::string_view text) {
    for (lines at(text); at.next();) {
        const auto found = directive_of(at.line());
        if (found && first_word(*found) == "up") {
            return true;
        }
    }
    return false;
}

script join_blocks(const std::vector<dbmate_block>& blocks, bool up) {
    std::vector<dbmate_block> selected;
    std::copy_if(blocks.begin(), blocks.end(), std::back_inserter(selected),
                 [&](const dbmate_block& block) { return block.up == up; });
    const auto in_transaction = [](const dbmate_block& block) { return block.transaction; };
    const bool all = std::all_of(selected.begin(), selected.end(), in_transaction);
    const bool some = std::any_of(selected.begin(), selected.end(), in_transaction);
    script script{selected.front().begin, selected.back().end};
    script.options.no_transaction = !all;
    script.options.honours_blocks = true;
    script.options.keeps_session = true;
    // Blocks with and without a transaction in one file: those with one get it by name.
    std::size_t after = script.begin;
    std::string closing;
    for (const dbmate_block& block : selected) {
        const std::string opening = !all && some && block.transaction ? "BEGIN;\n" : "";
        if (block.begin != after || !opening.empty() || !closing.empty()) {
            script.edits.push_back({after, block.begin, closing + opening});
        }
        after = block.end;
        closing = opening.empty() ? "\n;\n" : "\n;COMMIT;\n";
    }
    if (closing != "\n;\n") {
        script.edits.push_back({after, after, closing});
    }
    return script;
}

} // namespace dunlin::migrator
