// SPDX-License-Identifier: MIT
#pragma once

#include "support/program.hpp"

#include <dunlin/sqldb/connection.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace faults {

/// The server, the folder of migrations and the program under test.
class fixture {
public:
    fixture();
    ~fixture();
    fixture(const fixture&) = delete;
    fixture& operator=(const fixture&) = delete;

    /// A new database, a copy of `like` when that is not empty. Dropped with this object.
    std::string create_database(const std::string& like = {});
    void drop_database(const std::string& name);
    /// Lets the migration that waits at the gate pass, for sessions that connect from now on.
    void open_gate(const std::string& database);

    /// Ends the sessions that hold an advisory lock in that database, and waits for their end.
    void end_lock_session(const std::string& database);

    /// The words of `dunlin migrate ...` on that database, through the socket in `host`.
    [[nodiscard]] std::vector<std::string> command(const std::string& database,
                                                   const std::string& host,
                                                   const std::vector<std::string>& arguments) const;
    /// Runs it directly on the server, to its end.
    [[nodiscard]] dunlin::test::outcome migrate(const std::string& database,
                                                const std::vector<std::string>& arguments) const;

    /// A text that is equal for two databases when their schemas, the validity of their indexes,
    /// the applied versions, and the count of every effect are.
    [[nodiscard]] std::string digest(const std::string& database) const;

    [[nodiscard]] std::filesystem::path socket() const;
    [[nodiscard]] const std::filesystem::path& scratch() const noexcept { return scratch_; }

private:
    [[nodiscard]] dunlin::sqldb::connection connect(const std::string& database) const;

    dunlin::sqldb::connection admin_;
    std::string socket_directory_;
    std::string port_;
    std::string user_;
    std::filesystem::path scratch_;
    std::vector<std::string> databases_;
};

} // namespace faults
