// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/format.hpp>
#include <dunlin/output/row_writer.hpp>
#include <dunlin/output/sink.hpp>

#include <optional>

namespace dunlin::commands {

/// What stands around the results of several statements: a blank line between two, or a JSON
/// document with the member "results". Nothing around the result of a single one.
class result_list {
public:
    /// `out` must outlive it.
    result_list(output::sink& out, output::format format, bool is_single)
        : out_(out), is_json_(format == output::format::json), is_single_(is_single) {}

    /// The JSON document of one result.
    [[nodiscard]] output::document shape() const noexcept {
        return is_single_ ? output::document::rows : output::document::result;
    }
    [[nodiscard]] bool is_single() const noexcept { return is_single_; }
    /// Before the output of each result.
    void begin_result();
    /// After the last one. `written_to` is the changed database.
    void end(const std::optional<output::written_database>& written_to);

private:
    output::sink& out_;
    bool is_json_;
    bool is_single_;
    bool is_first_ = true;
};

} // namespace dunlin::commands
