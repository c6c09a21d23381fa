// SPDX-License-Identifier: MIT
#include "load/staging.hpp"

#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::seeder {
namespace {

constexpr std::string_view select_types = R"(
SELECT pg_catalog.format_type(t.oid, t.modifier)
  FROM ROWS FROM (pg_catalog.unnest(:types::oid[]), pg_catalog.unnest(:modifiers::int[]))
       WITH ORDINALITY t(oid, modifier, ordinal)
 ORDER BY t.ordinal)";

std::vector<std::string> print_types(sqldb::executor& db, const table_shape& table,
                                     const std::vector<std::size_t>& columns) {
    std::vector<std::int64_t> types;
    std::vector<std::int32_t> modifiers;
    for (const std::size_t column : columns) {
        types.push_back(table.columns[column].type.oid);
        modifiers.push_back(table.columns[column].type.modifier);
    }
    const auto rows = db.run(select_types, {{"types", types}, {"modifiers", modifiers}});
    std::vector<std::string> printed;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        printed.emplace_back(rows[i].text(0));
    }
    return printed;
}

std::string unused_name(const table_shape& table, std::string name) {
    while (table.find_column(name)) {
        name += '_';
    }
    return quote_name(name);
}

} // namespace

staging::staging(sqldb::transaction& transaction, const table_shape& table,
                 std::vector<std::size_t> columns, staging_options options)
    : transaction_(transaction), table_(table), columns_(std::move(columns)),
      types_(print_types(transaction, table, columns_)), options_(options),
      line_(unused_name(table, "dunlin_line")), shape_(unused_name(table, "dunlin_shape")) {
    std::string list;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        list += quote_name(table.columns[columns_[i]].name) + ' ' + types_[i] + ", ";
    }
    list += line_ + " bigint";
    list += options_.has_shapes ? ", " + shape_ + " int" : "";
    if (options_.one_by_one) {
        // COPY inserts in batches unless a default is volatile.
        list +=
            ", " + unused_name(table, "dunlin_volatile") + " float8 DEFAULT pg_catalog.random()";
    }
    // An event trigger may have forced row-level security on the new table.
    transaction_.session().run_script(
        fmt::format("CREATE TEMPORARY TABLE {0} ({1}) ON COMMIT DROP; "
                    "ALTER TABLE {0} NO FORCE ROW LEVEL SECURITY",
                    name(), list));
}

std::string staging::name() const {
    return "pg_temp.dunlin_staging";
}

std::string staging::copy_target() const {
    return fmt::format("{} ({}, {}{})", name(), quote_columns(table_, columns_), line_,
                       options_.has_shapes ? ", " + shape_ : "");
}

std::string staging::line() const {
    return line_;
}

const std::string& staging::type_of(std::size_t column) const {
    return types_[static_cast<std::size_t>(std::ranges::find(columns_, column) - columns_.begin())];
}

std::string staging::condition(const staged_rows& rows) const {
    std::string text = "true";
    if (rows.shape) {
        text += fmt::format(" AND staged.{} = {}", shape_, *rows.shape);
    }
    if (rows.first_line > 0) {
        text += fmt::format(" AND staged.{} >= {}", line_, rows.first_line);
    }
    if (rows.last_line) {
        text += fmt::format(" AND staged.{} <= {}", line_, *rows.last_line);
    }
    return text;
}

std::optional<std::pair<std::int64_t, std::int64_t>> staging::lines_of(const staged_rows& rows) {
    const auto lines = transaction_.run(
        fmt::format("SELECT pg_catalog.min(staged.{0}), pg_catalog.max(staged.{0}) FROM {1} staged "
                    "WHERE {2}",
                    line_, name(), condition(rows)),
        {});
    if (lines[0].is_null(0)) {
        return std::nullopt;
    }
    return std::pair(sqldb::decode_column<std::int64_t>(lines[0], 0, "a line"),
                     sqldb::decode_column<std::int64_t>(lines[0], 1, "a line"));
}

std::vector<staged_rows> staging::runs(const std::vector<std::vector<std::size_t>>& shapes) {
    index_lines();
    const auto starts = transaction_.run(
        fmt::format(
            "SELECT line, shape FROM (SELECT {0} AS line, {1} AS shape, pg_catalog.lag({1}) "
            "OVER (ORDER BY {0}) AS before FROM {2}) numbered "
            "WHERE shape IS DISTINCT FROM before ORDER BY line",
            line_, shape_, name()),
        {});
    std::vector<staged_rows> runs;
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const auto line = sqldb::decode_column<std::int64_t>(starts[i], 0, "a line");
        const auto shape = sqldb::decode_column<std::int32_t>(starts[i], 1, "a shape");
        if (!runs.empty()) {
            runs.back().last_line = line - 1;
        }
        runs.push_back({shapes[static_cast<std::size_t>(shape)], {}, line, {}});
    }
    return runs;
}

void staging::index_lines() {
    if (!indexed_) {
        sqldb::exec(transaction_, fmt::format("CREATE INDEX ON {} ({})", name(), line_));
        indexed_ = true;
    }
}

void staging::clear() {
    sqldb::exec(transaction_, "TRUNCATE " + name());
}

void staging::drop() {
    sqldb::exec(transaction_, "DROP TABLE " + name());
}

} // namespace dunlin::seeder
