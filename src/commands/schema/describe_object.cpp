// SPDX-License-Identifier: MIT
#include "schema/describe_object.hpp"

#include "schema/match_objects.hpp"
#include "shared/output_values.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/output/row_writer.hpp>
#include <dunlin/output/safe_text.hpp>

#include <fmt/format.h>

#include <array>
#include <sstream>

namespace dunlin::commands {
namespace {

const catalog::relation_size* size_of(const catalog::object& object,
                                      const catalog::description& details) {
    const auto found = details.sizes.find(object.oid);
    const bool has_size = is_relation(object) || object.kind == "index";
    return found == details.sizes.end() || !has_size || object.kind == "view" ? nullptr
                                                                              : &found->second;
}

const std::vector<catalog::column_details>* columns_of(const catalog::object& object,
                                                       const catalog::description& details) {
    const auto found = details.columns.find(object.oid);
    return is_relation(object) && found != details.columns.end() ? &found->second : nullptr;
}

void print_line(std::string_view text, context& context) {
    context.print(output::safe_text(text) + "\n");
}

void print_title(const catalog::object& object, const catalog::description& details,
                 context& context) {
    std::string facts = fmt::format("owner {}", object.owner);
    if (const auto* size = size_of(object, details)) {
        facts += size->rows
                     ? fmt::format(", about {} row{}", *size->rows, *size->rows == 1 ? "" : "s")
                     : "";
        facts += ", " + size_text(size->bytes);
    }
    print_line(fmt::format("{} {}", object.kind, object.identity), context);
    if (!object.comment.empty()) {
        print_line("  " + object.comment, context);
    }
    if (!object.owner.empty()) {
        print_line("  " + facts, context);
    }
}

void print_columns(const std::vector<catalog::column_details>& columns, context& context) {
    output::row_options options = context.row_options();
    options.footer = false;
    context.print("\n");
    const auto rows = output::make_row_writer(output::format::table, context.out(), options);
    rows->columns({{"column"}, {"type"}, {"nullable"}, {"default"}, {"comment"}});
    for (const auto& column : columns) {
        const std::string type =
            column.collation.empty()
                ? column.type
                : fmt::format("{} COLLATE \"{}\"", column.type, column.collation);
        // Empty cells, not the sign for NULL: nothing is unknown here.
        rows->row(std::array<output::cell, 5>{column.name, type,
                                              column.is_nullable ? "" : "not null",
                                              column.default_value, column.comment});
    }
    rows->finish();
}

void print_related(const std::vector<related_object>& parts, context& context) {
    std::string kind;
    for (const related_object& part : parts) {
        if (part.kind != kind) {
            kind = part.kind;
            print_line("", context);
            print_line(kind + ":", context);
        }
        print_line(fmt::format("  {}{}{}", part.name, part.definition.empty() ? "" : ": ",
                               part.definition),
                   context);
    }
}

void print_lines(std::string_view heading, const std::string& text, context& context) {
    if (text.empty()) {
        return;
    }
    context.print(fmt::format("\n{}:\n", heading));
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        print_line("  " + line, context);
    }
}

} // namespace

std::string size_text(std::int64_t bytes) {
    constexpr std::array units{"kB", "MB", "GB", "TB"};
    if (bytes < 10 * 1024) {
        return fmt::format("{} bytes", bytes);
    }
    double size = static_cast<double>(bytes) / 1024;
    std::size_t unit = 0;
    while (size >= 1024 && unit + 1 < units.size()) {
        size /= 1024;
        ++unit;
    }
    return size < 10 ? fmt::format("{:.1f} {}", size, units[unit])
                     : fmt::format("{:.0f} {}", size, units[unit]);
}

void print_object(const catalog::snapshot& schema, const catalog::object& object,
                  const catalog::description& details, context& context) {
    print_title(object, details, context);
    const auto* columns = columns_of(object, details);
    if (columns != nullptr && object.kind != "sequence") {
        print_columns(*columns, context);
        print_related(related_objects(schema, object), context);
    }
    if (object.kind.ends_with("table")) {
        print_lines("options", fmt::format("{}", fmt::join(catalog::table_clauses(object), "\n")),
                    context);
    } else {
        print_lines("definition", object.definition, context);
    }
    print_lines("privileges", object.privileges, context);
}

void write_object(output::json_writer& json, const catalog::snapshot& schema,
                  const catalog::object& object, const catalog::description& details,
                  bool with_definition) {
    const auto text_or_null = [&](const char* key, const std::string& text) {
        json.key(key);
        text.empty() ? json.null() : json.value(text);
    };
    json.member("kind", object.kind);
    text_or_null("schema", object.schema);
    json.member("name", object.name).member("identity", object.identity);
    text_or_null("owner", object.owner);
    text_or_null("comment", object.comment);
    const auto* size = size_of(object, details);
    json.key("estimated_rows");
    size == nullptr ? json.null() : json.value(size->rows);
    json.key("bytes");
    size == nullptr ? json.null() : json.value(size->bytes);
    if (!with_definition) {
        return;
    }
    json.member("definition", object.definition + object.tail + object.annotations);
    json.member("privileges", object.privileges);
    if (const auto* columns = columns_of(object, details)) {
        json.key("columns").begin_array();
        for (const auto& column : *columns) {
            json.begin_object().member("name", column.name).member("type", column.type);
            json.member("nullable", column.is_nullable);
            text_or_null("default", column.default_value);
            text_or_null("collation", column.collation);
            text_or_null("comment", column.comment);
            json.end_object();
        }
        json.end_array().key("related").begin_array();
        for (const auto& [kind, name, definition] : related_objects(schema, object)) {
            json.begin_object().member("kind", kind).member("name", name);
            json.member("definition", definition).end_object();
        }
        json.end_array();
    }
}

} // namespace dunlin::commands
