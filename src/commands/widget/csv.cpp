// SPDX-License-Identifier: MIT
#include "widget/source.hpp"

#include <dunlin/base/csv_reader.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace dunlin::commands {
namespace {

class csv_source final : public widget_source {
public:
    explicit csv_source(input& input) : input_(input) { read_header(); }

    bool next(source_row& row) override {
        row.fields = {};
        row.problem.clear();
        try {
            const auto* record = next_record();
            if (record == nullptr) {
                return false;
            }
            read(*record, row);
        } catch (const error& problem) {
            if (problem.kind() != error_kind::usage) {
                throw;
            }
            row.problem = problem.message();
        }
        row.line = csv_.line();
        return true;
    }

private:
    const csv_reader::record* next_record() {
        const csv_reader::record* record = csv_.next();
        while (record == nullptr && !ended_) {
            ended_ = !input_.read(chunk_);
            csv_.feed(chunk_, ended_);
            record = csv_.next();
        }
        return record;
    }

    void read(const csv_reader::record& record, source_row& row) {
        if (record.size() != columns_.size()) {
            row.problem =
                fmt::format("{} fields, but the header has {}", record.size(), columns_.size());
            return;
        }
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (record[i]) {
                set_widget_field(row.fields, columns_[i], *record[i]);
            }
        }
    }

    [[noreturn]] void fail_header(const std::string& problem, std::string hint) {
        source_location location;
        location.file = input_.name();
        location.line = csv_.line();
        throw error(error_kind::usage, problem).with_hint(std::move(hint)).at(std::move(location));
    }

    const csv_reader::record& first_record() {
        try {
            if (const auto* header = next_record()) {
                return *header;
            }
        } catch (const error& problem) {
            if (problem.kind() == error_kind::usage) {
                fail_header(problem.message(), problem.hint());
            }
            throw;
        }
        fail_header("the file is empty", "the first line must name the columns");
    }

    void read_header() {
        for (const auto& name : first_record()) {
            std::size_t column = 0;
            try {
                column = find_widget_field(name.value_or(""));
            } catch (const error& problem) {
                fail_header(problem.message(), problem.hint());
            }
            if (std::find(columns_.begin(), columns_.end(), column) != columns_.end()) {
                fail_header(fmt::format("duplicate column {}", *name), "");
            }
            columns_.push_back(column);
        }
    }

    input& input_;
    csv_reader csv_;
    std::string chunk_;
    bool ended_ = false;
    std::vector<std::size_t> columns_;
};

} // namespace

std::unique_ptr<widget_source> csv_widgets(input& input) {
    return std::make_unique<csv_source>(input);
}

} // namespace dunlin::commands
