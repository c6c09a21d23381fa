// SPDX-License-Identifier: MIT
#include "format/goose_script.hpp"

#include "format/interpolation.hpp"
#include "format/line.hpp"
#include "format/refuse.hpp"

#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <array>
#include <string>
#include <vector>

namespace dunlin::migrator {
namespace {

constexpr std::string_view mark = "+goose";
constexpr auto forms = "annotations: -- +goose Up, Down, StatementBegin, StatementEnd, NO "
                       "TRANSACTION, ENVSUB ON, ENVSUB OFF";

enum class annotation { up, down, begin, end, no_transaction, environment_on, environment_off };

bool equal_ignoring_case(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
        return std::tolower(x) == std::tolower(y);
    });
}

bool is_annotation(std::string_view line) {
    return trim(line).starts_with("--") && line.find(mark) != std::string_view::npos;
}

/// The text after `+goose`; goose removes every `--` first.
std::string command_of(std::string_view line) {
    std::string text(line);
    for (std::size_t at = 0; (at = text.find("--")) != std::string::npos;) {
        text.erase(at, 2);
    }
    text.erase(text.find(mark), mark.size());
    return std::string(trim(text));
}

annotation read_annotation(const source_file& file, const lines& at) {
    static constexpr std::array<std::pair<std::string_view, annotation>, 7> known{{
        {"Up", annotation::up},
        {"Down", annotation::down},
        {"StatementBegin", annotation::begin},
        {"StatementEnd", annotation::end},
        {"NO TRANSACTION", annotation::no_transaction},
        {"ENVSUB ON", annotation::environment_on},
        {"ENVSUB OFF", annotation::environment_off},
    }};
    if (at.line().starts_with(' ') || at.line().starts_with('\t')) {
        refuse(file, at.begin(), "spaces before a goose annotation",
               "write it at the start of the line");
    }
    const std::string command = command_of(at.line());
    for (const auto& [name, meaning] : known) {
        if (equal_ignoring_case(name, command)) {
            return meaning;
        }
    }
    refuse(file, at.begin(), fmt::format("unknown goose annotation \"{}\"", command), forms);
}

/// Whether the last word before a comment ends with a semicolon.
bool ends_statement(std::string_view line) {
    std::string_view last;
    for (std::size_t at = 0; (at = line.find_first_not_of(" \t\f\v\r", at)) != line.npos;) {
        const std::size_t end = std::min(line.find_first_of(" \t\f\v\r", at), line.size());
        const std::string_view word = line.substr(at, end - at);
        if (word.starts_with("--")) {
            break;
        }
        last = word;
        at = end;
    }
    return last.ends_with(';');
}

/// The parser's states; StatementEnd returns to the one before StatementBegin.
class goose_reader {
public:
    explicit goose_reader(const source_file& file) : file_(file) {}

    goose_scripts read() {
        for (lines at(file_.text); at.next();) {
            if (is_annotation(at.line())) {
                follow_annotation(at);
            } else {
                read_line(at);
            }
        }
        finish();
        return std::move(scripts_);
    }

private:
    enum class part { none, up, down };

    void follow_annotation(const lines& at) {
        switch (read_annotation(file_, at)) {
        case annotation::up:
            begin_up(at);
            break;
        case annotation::down:
            begin_down(at);
            break;
        case annotation::begin:
            begin_statement(at);
            break;
        case annotation::end:
            end_statement(at);
            break;
        case annotation::no_transaction:
            no_transaction_ = true;
            break;
        case annotation::environment_on:
            substitutes_ = true;
            break;
        case annotation::environment_off:
            substitutes_ = false;
            break;
        }
    }

    void begin_up(const lines& at) {
        if (in_ != part::none) {
            refuse(file_, at.begin(), "a second -- +goose Up", "keep one");
        }
        in_ = part::up;
        scripts_.up.begin = at.after();
    }

    void begin_down(const lines& at) {
        if (in_ != part::up || in_statement_) {
            refuse(file_, at.begin(), "-- +goose Down is misplaced",
                   in_ == part::none ? "begin with -- +goose Up"
                                     : "close the block above it first");
        }
        refuse_open_statement();
        scripts_.up.end = at.begin();
        in_ = part::down;
        scripts_.down.emplace().begin = at.after();
    }

    void begin_statement(const lines& at) {
        if (in_ == part::none || in_statement_) {
            refuse(file_, at.begin(), "-- +goose StatementBegin is misplaced",
                   in_ == part::none ? "begin with -- +goose Up"
                                     : "write -- +goose StatementEnd first");
        }
        in_statement_ = true;
        statement_begin_ = at.begin();
        closed_ = true;
    }

    void end_statement(const lines& at) {
        if (!in_statement_) {
            refuse(file_, at.begin(), "-- +goose StatementEnd without StatementBegin",
                   "write -- +goose StatementBegin above the statement");
        }
        in_statement_ = false;
        open_.reset();
        if (!closed_) {
            // goose sends the text between the two as one statement.
            now().edits.push_back({at.begin(), at.begin(), ";\n"});
        }
    }

    void read_line(const lines& at) {
        const std::string_view text = trim(at.line());
        if (text.empty() || (!open_ && text.starts_with("--"))) {
            return;
        }
        if (in_ == part::none) {
            refuse(file_, at.begin(), "a statement before -- +goose Up would never run",
                   "begin with -- +goose Up");
        }
        if (!open_) {
            open_ = at.begin();
        }
        if (substitutes_) {
            substitute_variables(file_, at.begin(), at.line(), now().edits);
        }
        const bool ends = ends_statement(at.line());
        if (in_statement_) {
            closed_ = text.starts_with("--") ? closed_ : ends;
        } else if (ends) {
            open_.reset();
        }
    }

    void refuse_open_statement() const {
        if (open_) {
            refuse(
                file_, *open_, "this statement does not end with a semicolon",
                "end its last line with a semicolon, or put -- +goose StatementBegin and StatementEnd around it");
        }
    }

    void finish() {
        if (in_ == part::none) {
            refuse(file_, 0, "-- +goose Up is missing", "write it on the first line");
        }
        if (in_statement_) {
            refuse(file_, statement_begin_, "-- +goose StatementBegin without StatementEnd",
                   "write -- +goose StatementEnd below the statement");
        }
        refuse_open_statement();
        now().end = file_.text.size();
        scripts_.up.options = options();
        if (scripts_.down) {
            scripts_.down->options = options();
        }
    }

    [[nodiscard]] directives options() const {
        directives options;
        options.no_transaction = no_transaction_;
        options.honours_blocks = true;
        options.keeps_session = true;
        return options;
    }

    script& now() { return in_ == part::down ? *scripts_.down : scripts_.up; }

    const source_file& file_;
    goose_scripts scripts_;
    part in_ = part::none;
    bool in_statement_ = false;
    bool no_transaction_ = false;
    bool substitutes_ = false;
    bool closed_ = true;              ///< whether the text within StatementBegin ends with `;`
    std::size_t statement_begin_ = 0; ///< of the line StatementBegin
    std::optional<std::size_t> open_; ///< the first line of a statement that is not finished
};

} // namespace

goose_scripts read_goose(const source_file& file) {
    return goose_reader(file).read();
}

bool has_goose_annotation(std::string_view text) {
    for (lines at(text); at.next();) {
        if (is_annotation(at.line())) {
            return true;
        }
    }
    return false;
}

} // namespace dunlin::migrator
