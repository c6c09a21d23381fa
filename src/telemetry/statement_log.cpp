// SPDX-License-Identifier: MIT
#include <dunlin/base/clock.hpp>
#include <dunlin/output/append_file.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/output/sink.hpp>
#include <dunlin/telemetry/statement_log.hpp>
#include <dunlin/telemetry/statement_record.hpp>

#include <fmt/format.h>

#include <exception>
#include <utility>

namespace dunlin::telemetry {

statement_log::statement_log(const std::filesystem::path& path, std::string verb,
                             statement_log_format format,
                             std::function<void(const std::string&)> report,
                             const output::reader_wait& wait)
    : file_(std::make_unique<output::append_file>(path, wait)), verb_(std::move(verb)),
      format_(format), report_(std::move(report)) {}

statement_log::~statement_log() = default;

void statement_log::write(const statement_record& statement) {
    write_record("statement", statement);
}

void statement_log::write(const connection_record& connection) {
    write_record("connect", connection);
}

template <class Record> void statement_log::write_record(const char* event, const Record& record) {
    const std::string time = format_utc(now());
    if (format_ == statement_log_format::text) {
        write_line(fmt::format("{} {} {} {}\n", time, verb_, record.database, to_string(record)));
        return;
    }
    output::string_sink line;
    output::json_writer json(line);
    json.begin_object()
        .member("time", time)
        .member("verb", verb_)
        .member("database", record.database)
        .member("event", event);
    write_members(json, record);
    json.end_object();
    write_line(line.text);
}

void statement_log::write_line(const std::string& line) {
    const std::lock_guard guard(mutex_);
    try {
        if (file_) {
            file_->write(line);
        }
    } catch (const std::exception& problem) {
        file_.reset();
        report_(std::string("the statement log ends here: ") + problem.what());
    }
}

} // namespace dunlin::telemetry
