// SPDX-License-Identifier: MIT
#pragma once

#include "query/query.hpp"

#include <dunlin/output/row_writer.hpp>
#include <dunlin/output/sink.hpp>

#include <filesystem>
#include <memory>

namespace dunlin::output {
class output_file;
class spool;
} // namespace dunlin::output

namespace dunlin::commands {

/// Where a query's rows go: --output FILE, the user's pager when stdout is a terminal, or stdout.
///
/// The rows of a change (--write) are out of danger before its COMMIT: complete() has written them
/// to stdout, or to a file that only lacks its name, and what a terminal shows waits in a spool.
class query_destination {
public:
    /// `in_transaction`: a change is committed only after complete().
    query_destination(const query_options& options, context& context, bool in_transaction);
    ~query_destination();
    query_destination(const query_destination&) = delete;
    query_destination& operator=(const query_destination&) = delete;

    [[nodiscard]] output::sink& out() const noexcept { return *out_; }
    [[nodiscard]] const output::row_options& row_options() const noexcept { return row_options_; }
    /// All rows were written to out(): nothing of them can be lost any more. Before the COMMIT.
    void complete();
    /// Makes the file appear, or shows what was spooled. Without it the file is as it was before.
    void deliver();
    /// After deliver() has failed: leaves the file's rows under their temporary name, which it
    /// returns. Empty when there is none.
    std::filesystem::path keep_rows() noexcept;

private:
    void open_pager(const char* command);
    void open_for_change();
    void complete_stdout();

    context& context_;
    output::row_options row_options_;
    const char* pager_command_ = nullptr; ///< null: none
    std::unique_ptr<output::output_file> file_;
    std::unique_ptr<output::spool> spool_;
    std::unique_ptr<output::sink> pager_;
    std::unique_ptr<output::sink> safe_;    ///< before the pager, for formats that are data
    std::unique_ptr<output::sink> guarded_; ///< before all of them, for a change
    output::sink* shown_;                   ///< file, pager or stdout
    output::sink* out_;
};

} // namespace dunlin::commands
