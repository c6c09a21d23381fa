// SPDX-License-Identifier: MIT
#include "widget/import.hpp"

#include "shared/arguments.hpp"
#include "shared/change_permit.hpp"
#include "shared/entity_connection.hpp"
#include "shared/write_target.hpp"
#include "widget/source.hpp"
#include "widget/verbs.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/commands/flag_value.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/widgetdb/loader.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <utility>

namespace dunlin::commands {
namespace {

using widgetdb::load_counts;
using widgetdb::on_conflict;

struct import_options {
    std::string file = "-";
    std::string input_format;
    std::string conflict = "error";
    std::optional<std::string> user;
    std::int64_t max_errors = 20;
};

on_conflict read_conflict(const std::string& word) {
    return parse_choice<on_conflict>("--on-conflict", word,
                                     {{"error", on_conflict::fail},
                                      {"skip", on_conflict::skip},
                                      {"update", on_conflict::update}});
}

/// The format by --input-format, else by the file's name; CSV for stdin.
bool is_ndjson(const import_options& options) {
    const auto extension = std::filesystem::path(options.file).extension();
    const std::string kind = !options.input_format.empty() ? options.input_format
                             : extension == ".ndjson" || extension == ".jsonl" ? "ndjson"
                                                                               : "csv";
    return parse_choice<bool>("--input-format", kind, {{"csv", false}, {"ndjson", true}});
}

/// A widget with the fields of a row, and defaults for the others.
widget::widget to_widget(widget_fields fields, const std::optional<uuid>& user, timestamp now) {
    if (!fields.user_id) {
        fields.user_id = user;
    }
    const timestamp created = fields.date_created.value_or(now);
    const timestamp updated = fields.date_updated.value_or(fields.date_created ? created : now);
    auto new_widget = to_new_widget(std::move(fields));
    if (!new_widget.parts.empty()) {
        throw error(error_kind::usage,
                    "parts: cannot be imported; `widget create --stdin` reads them");
    }
    return {new_widget.id ? *new_widget.id : uuid::random(),
            new_widget.user_id,
            std::move(new_widget.name),
            std::move(new_widget.category),
            std::move(new_widget.description),
            new_widget.is_active,
            std::move(new_widget.tags),
            std::move(new_widget.attributes),
            created,
            updated};
}

/// Sends rows to the server until the first bad one, and only validates the others.
class widget_importer {
public:
    widget_importer(const import_options& options, context& context, input& input)
        : context_(context), input_(input), user_(read_optional_id("--user", options.user)),
          mode_(read_conflict(options.conflict)), problems_(input.name(), options.max_errors),
          progress_(context.progress("Importing widgets", "bytes", input.size())) {}

    load_counts run(sqldb::connection& db, widget_source& source) {
        sqldb::transaction tx(db);
        try {
            widgetdb::loader loader(tx, mode_);
            read_rows(source, loader);
            problems_.check();
            if (mode_ != on_conflict::fail) {
                check_staged_rows(loader);
            }
            const auto counts = loader.finish();
            tx.commit();
            return counts;
        } catch (const error& problem) {
            add_rejected_rows(db, tx, problem);
            throw;
        }
    }

private:
    void read_rows(widget_source& source, widgetdb::loader& loader) {
        const timestamp start = now();
        source_row row;
        while (source.next(row)) {
            problems_.count_row();
            if (problems_.rows() % 1024 == 0) {
                context_.stop().check();
                progress_->update(input_.position());
            }
            read_row(row, start, loader);
        }
        progress_->clear();
    }

    void read_row(source_row& row, timestamp now, widgetdb::loader& loader) {
        try {
            if (!row.problem.empty()) {
                problems_.add(row.line, row.problem);
                return;
            }
            const auto widget = to_widget(std::move(row.fields), user_, now);
            if (problems_.empty()) {
                send(widget, row.line, loader);
            }
        } catch (const error& problem) {
            if (problem.kind() != error_kind::usage) {
                throw;
            }
            problems_.add(row.line, problem.message());
        }
    }

    void send(const widget::widget& widget, std::size_t line, widgetdb::loader& loader) {
        lines_.add(line);
        users_.add(widget.user_id, line);
        loader.add(widget);
    }

    void check_staged_rows(widgetdb::loader& loader) {
        const auto bad = loader.find_bad_rows(problems_.max_listed());
        for (const auto& row : bad) {
            problems_.add(lines_.line_of(row.row), row.problem);
        }
        if (!bad.empty()) {
            problems_.add_unlisted(bad.front().total - static_cast<std::int64_t>(bad.size()));
        }
        problems_.check();
    }

    /// Adds the row that the server rejected, with its line in the file. The server stops at the
    /// first one, but all unknown users can be found.
    void add_rejected_rows(sqldb::connection& db, sqldb::transaction& tx, const error& problem) {
        progress_->clear();
        if (problem.kind() == error_kind::foreign_key_violation) {
            tx.rollback();
            for (const auto& id : widgetdb::find_unknown_users(db, users_.ids())) {
                problems_.add(users_.line_of(id), "user not found: " + id.to_string());
            }
            problems_.check();
        } else if (problem.kind() == error_kind::unique_violation) {
            const auto row = widgetdb::row_number_of(problem);
            problems_.add(row ? lines_.line_of(*row) : 0,
                          problem.detail.empty() ? problem.message() : problem.detail);
            problems_.check();
        }
    }

    context& context_;
    input& input_;
    std::optional<uuid> user_;
    on_conflict mode_;
    import_problems problems_;
    import_lines lines_;
    import_users users_;
    std::unique_ptr<output::progress> progress_;
};

void report(context& context, const load_counts& counts) {
    if (context.json()) {
        output::json_writer json(context.out());
        json.begin_object().member("schema", 1);
        write_target(json, context);
        json.member("created", counts.created);
        json.member("updated", counts.updated).member("skipped", counts.skipped).end_object();
    }
    context.info(
        fmt::format("imported {} {} into {}{}{}", counts.created,
                    counts.created == 1 ? "widget" : "widgets", to_string(context.target()),
                    counts.updated > 0 ? fmt::format(", updated {}", counts.updated) : "",
                    counts.skipped > 0 ? fmt::format(", skipped {}", counts.skipped) : ""));
}

exit_code run_widget_import(const import_options& options, context& context) {
    const bool ndjson = is_ndjson(options);
    change_permit permit(context, "import widgets into {}");
    input input(options.file, context.stop());
    widget_importer importer(options, context, input);
    const auto source = ndjson ? ndjson_widgets(input) : csv_widgets(input);
    load_counts counts;
    with_entity_connection(context, [&](sqldb::connection& db) {
        permit.read_protection(db);
        permit.grant();
        counts = importer.run(db, *source);
    });
    report(context, counts);
    return exit_code::done;
}

} // namespace

runner setup_widget_import(flag_set& flags) {
    auto options = std::make_shared<import_options>();
    flags.add("file", options->file, "CSV or NDJSON file (default: -, standard input)")
        .value_name("FILE");
    flags
        .add("--input-format", options->input_format,
             "csv or ndjson (default: by file name; csv for standard input)")
        .value_name("FORMAT");
    flags
        .add("--on-conflict", options->conflict,
             "When an id already exists: error, skip or update (default: error)")
        .value_name("ACTION");
    flags.add("--user", options->user, "Owner of rows that do not name a user").value_name("ID");
    flags
        .add("--max-errors", options->max_errors,
             "Number of bad rows to report individually (default: 20)")
        .value_name("COUNT");
    return [options](context& context) { return run_widget_import(*options, context); };
}

} // namespace dunlin::commands
