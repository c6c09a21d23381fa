// SPDX-License-Identifier: MIT
#include "widget/source.hpp"

#include <dunlin/base/text.hpp>

#include <string_view>

namespace dunlin::commands {
namespace {

/// Longer than any widget. Without a limit a file without line ends would be read into memory.
constexpr std::size_t max_line_length = 64U << 20U;

class ndjson_source final : public widget_source {
public:
    explicit ndjson_source(input& input) : input_(input) {}

    bool next(source_row& row) override {
        std::string_view line;
        do {
            if (!next_line(line)) {
                return false;
            }
        } while (trim(line).empty());
        row.line = line_;
        row.fields = {};
        row.problem.clear();
        try {
            row.fields = read_widget_json(line_ == 1 ? without_bom(line) : line);
        } catch (const error& problem) {
            row.problem = problem.message();
        }
        return true;
    }

private:
    bool next_line(std::string_view& line) {
        auto end = text_.find('\n', begin_);
        while (end == std::string::npos && !ended_) {
            const std::size_t searched = text_.size() - begin_;
            if (searched > max_line_length) {
                fail_too_long();
            }
            text_.erase(0, begin_);
            begin_ = 0;
            ended_ = !input_.read(chunk_);
            text_ += chunk_;
            end = text_.find('\n', searched);
        }
        if (end == std::string::npos && begin_ == text_.size()) {
            return false;
        }
        ++line_;
        const auto stop = end == std::string::npos ? text_.size() : end;
        line = std::string_view(text_).substr(begin_, stop - begin_);
        begin_ = end == std::string::npos ? text_.size() : end + 1;
        return true;
    }

    [[noreturn]] void fail_too_long() {
        source_location location;
        location.file = input_.name();
        location.line = line_ + 1;
        throw error(error_kind::usage, "a line is longer than 64 MiB")
            .with_hint("NDJSON has one object per line")
            .at(std::move(location));
    }

    input& input_;
    std::string text_;
    std::string chunk_;
    std::size_t begin_ = 0;
    std::size_t line_ = 0;
    bool ended_ = false;
};

} // namespace

std::unique_ptr<widget_source> ndjson_widgets(input& input) {
    return std::make_unique<ndjson_source>(input);
}

} // namespace dunlin::commands
