// SPDX-License-Identifier: MIT
#include "schema/show.hpp"

#include "schema/describe_object.hpp"
#include "schema/match_objects.hpp"
#include "schema/options.hpp"
#include "shared/output_values.hpp"
#include "shared/write_target.hpp"

#include <dunlin/catalog/describe.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/output/row_writer.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>

namespace dunlin::commands {
namespace {

using objects = std::vector<const catalog::object*>;

/// All that is shown, read in one transaction.
struct shown {
    catalog::snapshot schema;
    catalog::description details;
    objects matched;
};

void read(const schema_show_options& options, shown& result, context& context) {
    const catalog::read_options reading =
        read_options_of({.owners = true, .privileges = true}, context);
    with_schema_transaction(context, [&](sqldb::transaction& tx) {
        result.schema = catalog::read_snapshot(tx, reading);
        result.matched = match_objects(result.schema, options.name, options.kind);
        std::vector<std::uint32_t> relations;
        for (const catalog::object* object : result.matched) {
            if (is_relation(*object) && !options.name.empty()) {
                relations.push_back(object->oid);
            }
        }
        result.details = catalog::read_description(tx, relations);
    });
}

void write_list(const shown& all, context& context) {
    const auto rows = output::make_row_writer(context.format(output::format::table), context.out(),
                                              context.row_options());
    using output::value_kind;
    rows->columns({{"kind"},
                   {"identity"},
                   {"rows", value_kind::number, false, "int8"},
                   {"size"},
                   {"comment"}});
    for (const catalog::object* object : all.matched) {
        const auto found = all.details.sizes.find(object->oid);
        const bool has_size =
            found != all.details.sizes.end() && (is_relation(*object) || object->kind == "index");
        const std::string count =
            has_size && found->second.rows ? std::to_string(*found->second.rows) : "";
        const std::string size = has_size ? size_text(found->second.bytes) : "";
        rows->row(std::array<output::cell, 5>{object->kind, object->identity, cell_or_null(count),
                                              cell_or_null(size), cell_or_null(object->comment)});
    }
    rows->finish();
}

void write_json(const shown& all, bool with_definition, context& context) {
    output::json_writer json(context.out());
    const bool is_document = context.format(output::format::json) == output::format::json;
    if (is_document) {
        json.begin_object().member("schema", 1);
        write_target(json, context);
        json.member("server_major", all.schema.server_major()).key("objects").begin_array();
    }
    for (const catalog::object* object : all.matched) {
        json.begin_object();
        write_object(json, all.schema, *object, all.details, with_definition);
        json.end_object();
    }
    if (is_document) {
        json.end_array();
        write_unmodelled(json, all.schema);
        json.end_object();
    }
}

/// How many objects of other kinds there are, for a list of relations only.
void print_other_kinds(const catalog::snapshot& schema, context& context) {
    std::map<std::string, std::size_t> counts;
    for (const catalog::object& object : schema.objects) {
        if (!is_relation(object) && object.relation == 0) {
            ++counts[object.kind];
        }
    }
    std::string text;
    for (const auto& [kind, count] : counts) {
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, kind);
    }
    if (!text.empty()) {
        context.info(fmt::format("other objects, shown with --kind: {}", text));
    }
}

std::string without_hyphens(std::string kind) {
    std::replace(kind.begin(), kind.end(), '-', ' ');
    return kind;
}

} // namespace

runner setup_schema_show(flag_set& flags) {
    auto options = std::make_shared<schema_show_options>();
    flags
        .add("name", options->name,
             "Name of an object, or a pattern with * and ? (default: list tables, views and "
             "sequences)")
        .value_name("OBJECT");
    flags.add("--kind", options->kind, "Show objects of this kind only")
        .value_name("KIND")
        .one_of({"aggregate",
                 "cast",
                 "collation",
                 "constraint",
                 "default",
                 "default-privileges",
                 "domain",
                 "event-trigger",
                 "extension",
                 "foreign-data-wrapper",
                 "foreign-table",
                 "function",
                 "index",
                 "materialized-view",
                 "operator",
                 "operator-class",
                 "operator-family",
                 "policy",
                 "procedure",
                 "publication",
                 "rule",
                 "schema",
                 "sequence",
                 "server",
                 "statistics",
                 "subscription",
                 "table",
                 "text-search-configuration",
                 "text-search-dictionary",
                 "trigger",
                 "type",
                 "view"});
    return [options](context& context) {
        options->kind = without_hyphens(options->kind);
        return run_schema_show(*options, context);
    };
}

exit_code run_schema_show(const schema_show_options& options, context& context) {
    shown all;
    read(options, all, context);
    const bool is_described = !options.name.empty() && all.matched.size() == 1 &&
                              output::is_for_people(context.format(output::format::table));
    if (context.json()) {
        write_json(all, !options.name.empty(), context);
        return exit_code::done;
    }
    if (is_described) {
        print_object(all.schema, *all.matched.front(), all.details, context);
    } else {
        write_list(all, context);
    }
    context.out().flush();
    if (options.name.empty() && options.kind.empty()) {
        print_other_kinds(all.schema, context);
    }
    warn_of_unmodelled(all.schema, context);
    return exit_code::done;
}

} // namespace dunlin::commands
