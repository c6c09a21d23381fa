// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace dunlin::output {
class append_file;
struct reader_wait;
} // namespace dunlin::output

namespace dunlin::telemetry {

struct connection_record;
struct statement_record;

enum class statement_log_format { text, json };

/// A log with one line for each statement and each connection, at the end of a file that several
/// programs may share. Safe to use from several threads.
class statement_log {
public:
    /// Throws error(failed) when the file cannot be opened. When a later write fails, `report` is
    /// called once with the reason, and nothing more is written.
    statement_log(const std::filesystem::path& path, std::string verb, statement_log_format format,
                  std::function<void(const std::string&)> report, const output::reader_wait& wait);
    ~statement_log();
    statement_log(const statement_log&) = delete;
    statement_log& operator=(const statement_log&) = delete;

    void write(const statement_record& statement);
    void write(const connection_record& connection);

private:
    template <class Record> void write_record(const char* event, const Record& record);
    void write_line(const std::string& line);

    std::mutex mutex_;
    std::unique_ptr<output::append_file> file_; ///< null after a failure
    std::string verb_;
    statement_log_format format_;
    std::function<void(const std::string&)> report_;
};

} // namespace dunlin::telemetry
