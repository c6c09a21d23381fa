// SPDX-License-Identifier: MIT
#include "seed/progress.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/output/progress.hpp>

#include <fmt/format.h>

#include <string>

namespace dunlin::commands {

struct load_progress::state {
    commands::context& context;
    std::string what{};
    std::unique_ptr<output::progress> line{};

    void show(const seeder::progress& now) {
        if (!line || what != now.what) {
            line.reset();
            what = now.what;
            line = context.progress(what, "rows");
        }
        line->expect(expected(now));
        line->update(now.rows);
    }

    /// Rows in all: known, or as many as the part of the file that was read lets expect.
    static std::int64_t expected(const seeder::progress& now) {
        if (now.rows_total > 0 || now.bytes <= 0 || now.bytes_total <= 0) {
            return now.rows_total;
        }
        return static_cast<std::int64_t>(static_cast<double>(now.rows) *
                                         static_cast<double>(now.bytes_total) /
                                         static_cast<double>(now.bytes));
    }
};

load_progress::load_progress(context& context) : state_(new state{context}) {}

load_progress::~load_progress() = default;

seeder::progress_callback load_progress::callback() const {
    if (!state_->context.terminals().progress) {
        return {};
    }
    return [s = state_.get()](const seeder::progress& now) { s->show(now); };
}

void load_progress::clear() const {
    state_->line.reset();
}

} // namespace dunlin::commands
