// SPDX-License-Identifier: MIT
#include "schema/fingerprint.hpp"

#include "schema/fingerprint_file.hpp"
#include "shared/write_target.hpp"

#include <dunlin/catalog/fingerprint.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/output/row_writer.hpp>
#include <dunlin/sqldb/transaction.hpp>

#include <fmt/format.h>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace dunlin::commands {
namespace {

/// How the schema compares with a recorded fingerprint.
struct comparison {
    recorded_fingerprint recorded;
    bool is_comparable = false;
    bool is_equal = false;
    std::vector<catalog::difference> differences; ///< empty when the record has no objects
};

comparison compare_with(const std::string& file, const catalog::fingerprint& now) {
    comparison result;
    result.recorded = read_fingerprint_file(file);
    result.is_comparable = result.recorded.fingerprint.scope == now.scope;
    result.is_equal = result.is_comparable && result.recorded.fingerprint.digest == now.digest;
    if (result.is_comparable && result.recorded.has_objects) {
        result.differences = catalog::compare(result.recorded.fingerprint, now);
    }
    return result;
}

std::string_view verdict_of(const comparison& result) {
    return !result.is_comparable ? "not_comparable" : result.is_equal ? "equal" : "different";
}

void write_json(const catalog::fingerprint& now, const catalog::snapshot& schema, bool with_objects,
                const std::optional<comparison>& result, context& context) {
    output::json_writer json(context.out());
    json.begin_object().member("schema", 1);
    write_target(json, context);
    json.member("fingerprint", now.text()).member("server_major", schema.server_major());
    if (with_objects) {
        json.key("objects").begin_array();
        for (const auto& [kind, identity, digest] : now.objects) {
            json.begin_object().member("kind", kind).member("identity", identity);
            json.member("digest", digest).end_object();
        }
        json.end_array();
    }
    if (result) {
        json.key("comparison").begin_object().member("verdict", verdict_of(*result));
        json.member("recorded", result->recorded.fingerprint.text());
        json.key("differences").begin_array();
        for (const auto& [change, kind, identity] : result->differences) {
            json.begin_object().member("change", catalog::to_string(change));
            json.member("kind", kind).member("identity", identity).end_object();
        }
        json.end_array().end_object();
    }
    write_unmodelled(json, schema);
    json.end_object();
}

void write_differences(const comparison& result, context& context) {
    if (result.differences.empty()) {
        return;
    }
    const auto rows = output::make_row_writer(context.format(output::format::table), context.out(),
                                              context.row_options());
    rows->columns({{"change"}, {"kind"}, {"identity"}});
    for (const auto& [change, kind, identity] : result.differences) {
        rows->row(std::array<output::cell, 3>{catalog::to_string(change), kind, identity});
    }
    rows->finish();
}

void print_comparison(const comparison& result, const catalog::fingerprint& now,
                      const std::string& file, context& context) {
    write_differences(result, context);
    context.out().flush();
    if (!result.is_comparable) {
        context.warn(fmt::format("not comparable: {} is of {}, the schema of {} is of {}", file,
                                 result.recorded.fingerprint.scope, to_string(context.target()),
                                 now.scope));
    } else if (result.is_equal) {
        context.info(
            fmt::format("the schema of {} is the one in {}", to_string(context.target()), file));
    } else {
        context.warn(fmt::format("the schema of {} is not the one in {}",
                                 to_string(context.target()), file));
    }
}

void write_objects(const catalog::fingerprint& now, context& context) {
    const auto rows = output::make_row_writer(context.format(output::format::table), context.out(),
                                              context.row_options());
    rows->columns({{"digest"}, {"kind"}, {"identity"}});
    for (const auto& [kind, identity, digest] : now.objects) {
        rows->row(std::array<output::cell, 3>{digest, kind, identity});
    }
    rows->finish();
}

void print_fingerprint(const catalog::fingerprint& now, bool with_objects, context& context) {
    const auto format = context.format(output::format::table);
    if (with_objects && format != output::format::table) {
        write_objects(now, context);
    } else {
        context.print(fingerprint_text(now, with_objects));
    }
}

bool is_one_document(const schema_fingerprint_options& options, const context& context) {
    const auto format = context.format(output::format::table);
    const bool has_rows = options.objects || !options.check_file.empty();
    return format == output::format::json || (format == output::format::ndjson && !has_rows);
}

} // namespace

runner setup_schema_fingerprint(flag_set& flags) {
    auto options = std::make_shared<schema_fingerprint_options>();
    flags.add_switch("--objects", options->objects, "Print the digest of every object as well");
    flags
        .add("--check", options->check_file,
             "Compare with the fingerprint in FILE; exit with 9 if they differ")
        .value_name("FILE");
    add_schema_options(flags, *options);
    return [options](context& context) { return run_schema_fingerprint(*options, context); };
}

exit_code run_schema_fingerprint(const schema_fingerprint_options& options, context& context) {
    const catalog::read_options reading = read_options_of(options, context);
    catalog::snapshot schema;
    with_schema_transaction(
        context, [&](sqldb::transaction& tx) { schema = catalog::read_snapshot(tx, reading); });
    const catalog::fingerprint now = catalog::make_fingerprint(schema, reading);
    std::optional<comparison> result;
    if (!options.check_file.empty()) {
        result = compare_with(options.check_file, now);
    }
    if (is_one_document(options, context)) {
        write_json(now, schema, options.objects, result, context);
    } else if (result) {
        print_comparison(*result, now, options.check_file, context);
    } else {
        print_fingerprint(now, options.objects, context);
    }
    if (!context.json()) {
        context.out().flush();
        warn_of_unmodelled(schema, context);
    }
    return !result || result->is_equal ? exit_code::done : exit_code::findings;
}

} // namespace dunlin::commands
