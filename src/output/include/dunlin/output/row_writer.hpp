// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/column.hpp>
#include <dunlin/output/format.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dunlin::output {

class sink;

/// Which JSON document the rows make up.
enum class document {
    rows,  ///< {"schema":1,"columns":[{"name","type"}],"rows":[...]}
    items, ///< {"schema":1,"items":[...],"total":120,"page":1,"rows_per_page":10}
};

struct row_options {
    document shape = document::rows;
    /// Cells that a line of a table may take; 0 is without a limit.
    std::size_t width = 0;
    bool colour = false;
    /// Whether table ends with the line "(3 rows)".
    bool footer = true;
};

/// The database that was changed, and its environment; empty: none.
struct written_database {
    std::string database;
    std::string environment;
};

/// What is known only after the last row. Absent members are not written.
struct row_extras {
    std::optional<std::int64_t> total;
    std::optional<std::int64_t> page;
    std::optional<std::int64_t> rows_per_page;
    std::optional<std::string> next;            ///< the cursor of the next page
    std::optional<std::int64_t> affected;       ///< rows that a statement changed
    bool truncated = false;                     ///< there were more rows than were asked for
    std::optional<written_database> written_to; ///< of a verb that changed something
};

/// Writes rows as they come, in constant memory: columns() once, row() many times, finish() once.
/// Repeated column names get "_2", "_3" in JSON and NDJSON, where a name must be single.
class row_writer {
public:
    row_writer() = default;
    row_writer(const row_writer&) = delete;
    row_writer& operator=(const row_writer&) = delete;
    virtual ~row_writer() = default;

    virtual void columns(std::vector<column> columns) = 0;
    /// As many cells as there are columns.
    virtual void row(std::span<const cell> cells) = 0;
    /// Ends the document and flushes the sink.
    virtual void finish(const row_extras& extras = {}) = 0;
};

/// A writer into `out`, which must outlive it.
///
/// table: widths are measured on the first 1,000 rows (or 1 MiB), then rows stream. With a limit of
/// width the widest columns are made narrower and their cells wrapped; when the columns cannot fit
/// even so, the rows are written as vertical. Without a limit later wider cells overflow.
/// NULL is "∅" in table, vertical and Markdown, an empty field in CSV (an empty text is `""`).
std::unique_ptr<row_writer> make_row_writer(format kind, sink& out,
                                            const row_options& options = {});

} // namespace dunlin::output
