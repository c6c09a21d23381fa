// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/seeder/report.hpp>

#include <memory>

namespace dunlin::commands {

class context;

/// A progress line for each file or table of a seed verb in turn. The bar and the time left follow
/// the bytes of a file, the label counts its rows.
class progress_of_load {
public:
    explicit progress_of_load(context& context);
    ~progress_of_load();
    progress_of_load(const progress_of_load&) = delete;
    progress_of_load& operator=(const progress_of_load&) = delete;

    /// For load_options::on_progress; must not outlive this object.
    [[nodiscard]] seeder::progress_callback callback() const;
    void clear() const;

private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace dunlin::commands
