// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/global_options.hpp>
#include <dunlin/output/append_file.hpp>
#include <dunlin/sqldb/observer.hpp>

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>

namespace dunlin::commands {

class talk;

/// The statement log of -vv. The talk must outlive it.
class statement_log final : public sqldb::statement_observer {
public:
    explicit statement_log(const talk& voice) : voice_(voice) {}
    void on_statement(const sqldb::statement_event& event) noexcept override;

private:
    const talk& voice_;
};

/// The statement log of --log-statements: a line for each statement and connection, at the end of a
/// file that several commands may share.
class statement_file final : public sqldb::statement_observer {
public:
    /// Throws error(failed) when the file cannot be opened. Should it fail later, `voice` is told
    /// once; it must outlive this.
    statement_file(const std::filesystem::path& path, std::string verb, log_format format,
                   const talk& voice, output::reader_wait wait);
    void on_statement(const sqldb::statement_event& event) noexcept override;
    void on_connect(const sqldb::connect_event& event) noexcept override;

private:
    void write(const std::string& line);

    std::mutex mutex_;
    std::unique_ptr<output::append_file> file_; ///< null after a failure
    std::string verb_;
    log_format format_;
    const talk& voice_;
};

} // namespace dunlin::commands
