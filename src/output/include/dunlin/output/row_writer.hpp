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

/// The JSON document that contains the rows.
enum class document {
    rows,   ///< {"schema":1,"columns":[{"name","type"}],"rows":[...]}
    result, ///< as rows, without "schema": an element of a list
    items,  ///< {"schema":1,"items":[...],"total":120,"page":1,"rows_per_page":10}
};

struct row_options {
    document shape = document::rows;
    /// Maximum width of a table's line in terminal cells; 0: no limit.
    std::size_t width = 0;
    bool colour = false;
    /// Whether table and vertical end with the line "(3 rows)".
    bool footer = true;
    /// Whether table, CSV and Markdown begin with the names of the columns.
    bool header = true;
};

/// The database that was changed, and its environment (empty: none).
struct written_database {
    std::string database;
    std::string environment;
};

/// Appends its members to an open JSON object: `,"database":...,"environment":...`.
void append_json_members(std::string& out, const written_database& written);

/// Facts known only after the last row. Absent members are not written.
struct row_extras {
    std::optional<std::int64_t> total;
    std::optional<std::int64_t> page;
    std::optional<std::int64_t> rows_per_page;
    std::optional<std::string> next;            ///< the cursor of the next page
    std::optional<std::int64_t> affected;       ///< rows that a statement changed
    bool truncated = false;                     ///< there were more rows than requested
    std::optional<written_database> written_to; ///< set by verbs that change something
};

/// Writes rows as they arrive, in constant memory: columns() once, row() for each row, finish()
/// once. JSON and NDJSON append "_2", "_3" to repeated column names, because keys must be unique.
class row_writer {
public:
    row_writer() = default;
    row_writer(const row_writer&) = delete;
    row_writer& operator=(const row_writer&) = delete;
    virtual ~row_writer() = default;

    virtual void columns(std::vector<column> columns) = 0;
    /// `cells` has one cell per column.
    virtual void row(std::span<const cell> cells) = 0;
    /// Ends the document and flushes the sink.
    virtual void finish(const row_extras& extras = {}) = 0;
};

/// A writer to `out`, which must outlive it.
///
/// table: widths are measured on the first 1,000 rows (or 1 MiB), then rows stream. With a width
/// limit, columns that have an omit_order are left out, and texts are wrapped at words; where that
/// is not enough, the rows are written as vertical. No word, header, id, number or time is divided:
/// later wider cells overflow. NULL is "∅" in table,
/// vertical and Markdown, an empty field in CSV (an empty text is `""`).
std::unique_ptr<row_writer> make_row_writer(format kind, sink& out,
                                            const row_options& options = {});

} // namespace dunlin::output
