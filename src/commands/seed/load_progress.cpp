// SPDX-License-Identifier: MIT
#include "seed/load_progress.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/output/progress.hpp>

#include <fmt/format.h>

#include <string>

namespace dunlin::commands {

struct load_progress::state {
    commands::context& context;
    std::string name{};
    std::unique_ptr<output::progress> line{};

    void show(const seeder::progress& current) {
        if (!line || name != current.name) {
            line.reset();
            name = current.name;
            line = context.progress(name, "rows");
        }
        line->expect(expected_rows(current));
        line->update(current.rows);
    }

    /// The number of all rows, if necessary estimated from the part of the file that was read.
    static std::int64_t expected_rows(const seeder::progress& current) {
        if (current.rows_total > 0 || current.bytes <= 0 || current.bytes_total <= 0) {
            return current.rows_total;
        }
        return static_cast<std::int64_t>(static_cast<double>(current.rows) *
                                         static_cast<double>(current.bytes_total) /
                                         static_cast<double>(current.bytes));
    }
};

load_progress::load_progress(context& context) : state_(new state{context}) {}

load_progress::~load_progress() = default;

seeder::progress_callback load_progress::callback() const {
    if (!state_->context.terminals().progress) {
        return {};
    }
    return [s = state_.get()](const seeder::progress& current) { s->show(current); };
}

void load_progress::clear() const {
    state_->line.reset();
}

} // namespace dunlin::commands
