// SPDX-License-Identifier: MIT
#include "writers.hpp"

#include <dunlin/output/sink.hpp>

namespace dunlin::output {
namespace {

/// Escapes what would end the cell or be read as markup.
void append_escaped(std::string& out, std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        switch (text[i]) {
        case '|':
            out += "\\|";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '<':
            out += "&lt;";
            break;
        case '&':
            out += "&amp;";
            break;
        case '\r':
            out += i + 1 < text.size() && text[i + 1] == '\n' ? "" : "<br>";
            break;
        case '\n':
            out += "<br>";
            break;
        default:
            out += text[i];
        }
    }
}

class markdown_writer final : public row_writer {
public:
    markdown_writer(sink& out, bool has_header) : out_(out), has_header_(has_header) {}

    void columns(std::vector<column> columns) override {
        if (!has_header_) {
            return;
        }
        std::vector<cell> names;
        std::string rule;
        for (const auto& column : columns) {
            names.emplace_back(column.name);
            rule += column.kind == value_kind::number && !column.array ? "| ---: " : "| --- ";
        }
        row(names);
        out_.write(rule + "|\n");
    }

    void row(std::span<const cell> cells) override {
        line_.clear();
        for (const auto& value : cells) {
            line_ += "| ";
            if (value) {
                append_escaped(line_, *value);
            } else {
                line_ += null_symbol;
            }
            line_ += ' ';
        }
        line_ += "|\n";
        out_.write(line_);
    }

    void finish(const row_extras&) override { out_.flush(); }

private:
    sink& out_;
    bool has_header_;
    std::string line_;
};

} // namespace

std::unique_ptr<row_writer> make_markdown_writer(sink& out, const row_options& options) {
    return std::make_unique<markdown_writer>(out, options.header);
}

} // namespace dunlin::output
