// SPDX-License-Identifier: MIT
#include "shared/statement_log.hpp"

#include "shared/statement_line.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/commands/talk.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/output/sink.hpp>
#include <dunlin/sqltext/masked.hpp>

#include <fmt/format.h>

#include <utility>

namespace dunlin::commands {
namespace {

std::string database_of(const sqldb::server_address* where) {
    return where == nullptr ? "" : where->database;
}

/// One JSON object that begins with the time and the command.
template <class Members>
std::string json_line(const std::string& verb, const sqldb::server_address* where,
                      Members&& members) {
    output::string_sink line;
    output::json_writer json(line);
    json.begin_object()
        .member("time", format_utc(now()))
        .member("verb", verb)
        .member("database", database_of(where));
    members(json);
    json.end_object();
    return std::move(line.text);
}

std::string text_line(const std::string& verb, const sqldb::server_address* where,
                      const std::string& rest) {
    return fmt::format("{} {} {} {}\n", format_utc(now()), verb, database_of(where), rest);
}

} // namespace

void statement_log::on_statement(const sqldb::statement_event& event) noexcept {
    if (voice_.traces()) {
        voice_.statement(sqltext::mask(event.sql).text, event);
    }
}

statement_file::statement_file(const std::filesystem::path& path, std::string verb,
                               log_format format, const talk& voice, output::reader_wait wait)
    : file_(std::make_unique<output::append_file>(path, wait)), verb_(std::move(verb)),
      format_(format), voice_(voice) {}

void statement_file::on_statement(const sqldb::statement_event& event) noexcept {
    const std::string sql = sqltext::mask(event.sql).text;
    write(format_ == log_format::json
              ? json_line(verb_, event.server,
                          [&](output::json_writer& json) {
                              write_statement(json.member("event", "statement"), sql, event);
                          })
              : text_line(verb_, event.server, statement_text(sql, event)));
}

void statement_file::on_connect(const sqldb::connect_event& event) noexcept {
    const char* result = event.failed ? "failed" : "done";
    write(format_ == log_format::json
              ? json_line(verb_, event.server,
                          [&](output::json_writer& json) {
                              json.member("event", "connect")
                                  .member("duration_us", event.duration.count())
                                  .member("backend_pid", event.backend_pid)
                                  .member("failed", event.failed)
                                  .member("sqlstate", event.sqlstate);
                          })
              : text_line(verb_, event.server,
                          fmt::format("[{}] {}, connect {} {}", event.backend_pid,
                                      format_duration(event.duration), result, event.sqlstate)));
}

void statement_file::write(const std::string& line) {
    const std::lock_guard guard(mutex_);
    try {
        if (file_) {
            file_->write(line);
        }
    } catch (const std::exception& problem) {
        file_.reset();
        voice_.warn(std::string("the log of statements ends here: ") + problem.what());
    }
}

} // namespace dunlin::commands
