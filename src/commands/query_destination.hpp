// SPDX-License-Identifier: MIT
#pragma once

#include "query.hpp"

#include <dunlin/output/row_writer.hpp>
#include <dunlin/output/sink.hpp>

#include <memory>

namespace dunlin {
class atomic_file;
}

namespace dunlin::commands {

/// Where a query's rows go: --output FILE, the user's pager when stdout is a terminal, or stdout.
class query_destination {
public:
    query_destination(const query_options& options, context& world);
    ~query_destination();
    query_destination(const query_destination&) = delete;
    query_destination& operator=(const query_destination&) = delete;

    [[nodiscard]] output::sink& out() const noexcept { return *out_; }
    [[nodiscard]] const output::row_options& row_options() const noexcept { return row_options_; }
    /// Makes the file appear. Without it the file is as it was before.
    void commit();

private:
    void open_pager(context& world, const char* command);

    output::row_options row_options_;
    std::unique_ptr<atomic_file> file_;
    std::unique_ptr<output::sink> own_;  ///< the file's, or the pager's
    std::unique_ptr<output::sink> safe_; ///< before the pager, for formats that are data
    output::sink* out_;
};

} // namespace dunlin::commands
