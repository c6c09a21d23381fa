// SPDX-License-Identifier: MIT
#pragma once

#include "query/pager.hpp"
#include "query/query.hpp"
#include "query/screenful.hpp"

#include <dunlin/output/row_writer.hpp>
#include <dunlin/output/sink.hpp>

#include <filesystem>
#include <memory>

namespace dunlin::output {
class output_file;
class spool;
} // namespace dunlin::output

namespace dunlin::commands {

/// Where a query's rows are written: --output FILE, a pager when stdout is a terminal (see
/// choose_pager()), or stdout.
///
/// The rows of a change (--write) are safe before its COMMIT: complete() has written them to stdout
/// or to a temporary file. Those for a terminal are held in a spool until the change is committed.
class query_destination {
public:
    /// `in_transaction`: a change is committed only after complete().
    query_destination(const query_options& options, context& context, bool in_transaction);
    ~query_destination();
    query_destination(const query_destination&) = delete;
    query_destination& operator=(const query_destination&) = delete;

    [[nodiscard]] output::sink& out() const noexcept { return *out_; }
    [[nodiscard]] const output::row_options& row_options() const noexcept { return row_options_; }
    /// Call it before the COMMIT, when all rows were written to out(): they cannot be lost
    /// afterwards.
    void complete();
    /// Replaces the file, or prints the rows that were held. Without this call the file stays as it
    /// was.
    void deliver();
    /// Keeps the temporary file after deliver() has failed, and returns its path; empty without
    /// one.
    std::filesystem::path keep_rows() noexcept;

private:
    void open_display();
    output::sink& open_pager();
    void close_display();
    void open_for_change();
    void complete_stdout();

    context& context_;
    output::row_options row_options_;
    pager_choice choice_;
    std::unique_ptr<output::output_file> file_;
    std::unique_ptr<output::spool> spool_;
    std::unique_ptr<output::sink> pager_;
    std::unique_ptr<output::sink> escaped_;     ///< before the pager, for formats that are data
    std::unique_ptr<screenful> screenful_;      ///< before both, for a pager that may not be needed
    std::unique_ptr<output::sink> uncommitted_; ///< before all others, for a change
    output::sink* display_;                     ///< file, pager or stdout
    output::sink* out_;
};

} // namespace dunlin::commands
