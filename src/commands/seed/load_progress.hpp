// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/seeder/report.hpp>

#include <memory>

namespace dunlin::commands {

class context;

/// Shows progress for each file or table of a seed verb in turn. The bar follows the bytes of the
/// file.
class load_progress {
public:
    explicit load_progress(context& context);
    ~load_progress();
    load_progress(const load_progress&) = delete;
    load_progress& operator=(const load_progress&) = delete;

    /// For load_options::on_progress; it must not outlive this object.
    [[nodiscard]] seeder::progress_callback callback() const;
    void clear() const;

private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace dunlin::commands
