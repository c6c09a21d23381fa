// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/format.hpp>
#include <dunlin/output/sink.hpp>
#include <dunlin/sqldb/stream.hpp>

#include <string>

namespace dunlin::commands {

/// Writes the output of EXPLAIN: its lines as they are, or with FORMAT JSON
/// {"schema":1,"plan":[...]}.
class plan_printer final : public sqldb::row_receiver {
public:
    plan_printer(output::sink& out, output::format format) : out_(out), format_(format) {}

    void columns(const std::vector<sqldb::column>&) override {}
    bool row(const sqldb::row& row) override;
    void finish() { out_.flush(); }

private:
    output::sink& out_;
    output::format format_;
};

/// Whether the output is JSON.
constexpr bool is_json(output::format format) noexcept {
    return format == output::format::json || format == output::format::ndjson;
}

} // namespace dunlin::commands
