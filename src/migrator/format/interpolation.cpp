// SPDX-License-Identifier: MIT
#include "format/interpolation.hpp"

#include "format/refuse.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

bool is_letter(unsigned char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

bool is_name(unsigned char c) noexcept {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_';
}

class line_reader {
public:
    line_reader(const source_file& file, std::size_t begin, std::string_view line,
                std::vector<edit>& into)
        : file_(file), begin_(begin), line_(line), into_(into) {}

    void read() {
        while (at_ < line_.size()) {
            const std::string_view rest = line_.substr(at_);
            if (rest.starts_with("\\\\") || rest.starts_with("$(")) {
                at_ += 2;
            } else if (rest.starts_with("\\$") || rest.starts_with("$$")) {
                into_.push_back({begin_ + at_, begin_ + at_ + 2, "$"});
                at_ += 2;
            } else if (rest[0] == '$' && rest.size() > 1) {
                variable();
            } else {
                ++at_;
            }
        }
    }

private:
    void variable() {
        const std::size_t dollar = at_++;
        const bool braced = line_[at_] == '{';
        at_ += braced ? 1 : 0;
        edit made;
        made.has_default = true; // goose takes the empty text
        made.variable = name(dollar);
        if (braced) {
            operation(dollar, made);
        }
        made.begin = begin_ + dollar;
        made.end = begin_ + at_;
        into_.push_back(std::move(made));
    }

    std::string name(std::size_t dollar) {
        const std::size_t first = at_;
        if (first >= line_.size() || !is_letter(static_cast<unsigned char>(line_[first]))) {
            fail(dollar, "a dollar sign that begins no variable's name");
        }
        while (at_ < line_.size() && is_name(static_cast<unsigned char>(line_[at_]))) {
            ++at_;
        }
        return std::string(line_.substr(first, at_ - first));
    }

    void operation(std::size_t dollar, edit& made) {
        const std::size_t end = line_.find('}', at_);
        if (end == std::string_view::npos) {
            fail(dollar, "a variable without its closing brace");
        }
        const std::string_view what = line_.substr(at_, end - at_);
        const bool nested = what.find_first_of("$\\") != std::string_view::npos;
        if (what.starts_with(":-") && !nested) {
            made.text = what.substr(2);
            made.empty_takes_default = true;
        } else if (what.starts_with('-') && !nested) {
            made.text = what.substr(1);
        } else if (what.starts_with('?') && !nested) {
            made.has_default = false;
        } else if (!what.empty()) {
            fail(dollar, fmt::format("${{{}{}}} is not known here", made.variable, what));
        }
        at_ = end + 1;
    }

    [[noreturn]] void fail(std::size_t dollar, const std::string& message) const {
        refuse(file_, begin_ + dollar, message + ", and ENVSUB is on",
               "write $NAME, ${NAME}, ${NAME-default}, ${NAME:-default} or ${NAME?message}, $$ for "
               "one dollar sign, or turn it off: -- +goose ENVSUB OFF");
    }

    const source_file& file_;
    std::size_t begin_;
    std::string_view line_;
    std::vector<edit>& into_;
    std::size_t at_ = 0;
};

} // namespace

void substitute_variables(const source_file& file, std::size_t begin, std::string_view line,
                          std::vector<edit>& into) {
    line_reader(file, begin, line, into).read();
}

} // namespace dunlin::migrator
