// SPDX-License-Identifier: MIT
#include "writers.hpp"

#include <dunlin/output/json_text.hpp>
#include <dunlin/output/sink.hpp>

#include <fmt/format.h>

#include <iterator>
#include <utility>

namespace dunlin::output {
namespace {

/// Writes rows as JSON objects and escapes their keys only once.
class object_writer {
public:
    void columns(std::vector<column> columns) {
        columns_ = std::move(columns);
        keys_.clear();
        for (const auto& name : unique_names(columns_)) {
            std::string key = keys_.empty() ? "{" : ",";
            append_json_string(key, name);
            keys_.push_back(key + ':');
        }
    }

    [[nodiscard]] const std::vector<column>& described() const noexcept { return columns_; }

    void append(std::string& out, std::span<const cell> cells) const {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            out += keys_[i];
            append_json_cell(out, columns_[i], cells[i]);
        }
        out += cells.empty() ? "{}" : "}";
    }

private:
    std::vector<column> columns_;
    std::vector<std::string> keys_;
};

class ndjson_writer final : public row_writer {
public:
    explicit ndjson_writer(sink& out) : out_(out) {}

    void columns(std::vector<column> columns) override { objects_.columns(std::move(columns)); }

    void row(std::span<const cell> cells) override {
        line_.clear();
        objects_.append(line_, cells);
        line_ += '\n';
        out_.write(line_);
    }

    void finish(const row_extras&) override { out_.flush(); }

private:
    sink& out_;
    object_writer objects_;
    std::string line_;
};

/// Writes one document with a row on each line.
class json_rows final : public row_writer {
public:
    json_rows(sink& out, document shape) : out_(out), shape_(shape) {}

    void columns(std::vector<column> columns) override {
        objects_.columns(std::move(columns));
        line_ = shape_ == document::result ? "{" : R"({"schema":1,)";
        if (shape_ == document::items) {
            line_ += R"("items":[)";
        } else {
            append_columns();
            line_ += R"("rows":[)";
        }
        out_.write(line_);
    }

    void row(std::span<const cell> cells) override {
        line_ = std::exchange(first_, false) ? "\n" : ",\n";
        objects_.append(line_, cells);
        out_.write(line_);
    }

    void finish(const row_extras& extras) override {
        line_ = first_ ? "]" : "\n]";
        append_number("total", extras.total);
        append_number("page", extras.page);
        append_number("rows_per_page", extras.rows_per_page);
        append_number("affected", extras.affected);
        if (extras.next) {
            line_ += R"(,"next":)";
            append_json_string(line_, *extras.next);
        }
        if (extras.truncated) {
            line_ += R"(,"truncated":true)";
        }
        if (extras.written_to) {
            append_json_members(line_, *extras.written_to);
        }
        line_ += "}\n";
        out_.write(line_);
        out_.flush();
    }

private:
    void append_columns() {
        line_ += R"("columns":[)";
        const auto names = unique_names(objects_.described());
        for (std::size_t i = 0; i < names.size(); ++i) {
            line_ += i == 0 ? R"({"name":)" : R"(,{"name":)";
            append_json_string(line_, names[i]);
            line_ += R"(,"type":)";
            append_json_string(line_, objects_.described()[i].type_name);
            line_ += '}';
        }
        line_ += "],";
    }

    void append_number(std::string_view name, const std::optional<std::int64_t>& number) {
        if (number) {
            fmt::format_to(std::back_inserter(line_), R"(,"{}":{})", name, *number);
        }
    }

    sink& out_;
    document shape_;
    object_writer objects_;
    std::string line_;
    bool first_ = true;
};

} // namespace

void append_json_members(std::string& out, const written_database& written) {
    out += R"(,"database":)";
    append_json_string(out, written.database);
    out += R"(,"environment":)";
    if (written.environment.empty()) {
        out += "null";
    } else {
        append_json_string(out, written.environment);
    }
}

std::unique_ptr<row_writer> make_ndjson_writer(sink& out) {
    return std::make_unique<ndjson_writer>(out);
}

std::unique_ptr<row_writer> make_json_rows(sink& out, document shape) {
    return std::make_unique<json_rows>(out, shape);
}

} // namespace dunlin::output
