// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/connection.hpp>

#include <support/database.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace faults {

inline bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// An empty database, a folder for migrations, and the program to run on them.
class stage {
public:
    void write(const std::string& name, std::string_view text) const;

    /// `dunlin migrate ...`, to its end or only started. `user` is another role than the test's;
    /// `route` another connection string than the database's own.
    dunlin::test::outcome migrate(const std::vector<std::string>& arguments,
                                  const std::string& route = {}) const;
    [[nodiscard]] std::unique_ptr<dunlin::test::running_program>
    start(const std::vector<std::string>& arguments, const std::string& route = {}) const;

    /// The first column of the first row, as text.
    [[nodiscard]] std::string ask(std::string_view sql) const;
    void execute(std::string_view sql) const;
    /// Asks again and again until the answer is this one; false when it is not after a minute.
    [[nodiscard]] bool becomes(std::string_view sql, std::string_view answer) const;
    /// Until a migration of that version runs on the server.
    [[nodiscard]] bool runs(const std::string& version) const;
    /// Until nothing of any migration runs on the server.
    [[nodiscard]] bool falls_silent() const;
    /// "1 2 3": the applied versions in the order in which they were applied.
    [[nodiscard]] std::string applied() const;

    [[nodiscard]] const std::string& database() const { return database_.name(); }
    [[nodiscard]] std::string url() const { return database_.url(); }
    /// The same database over the socket in another folder.
    [[nodiscard]] std::string over(const std::string& host, int port) const;
    /// The server's socket.
    [[nodiscard]] std::string socket() const;
    [[nodiscard]] const dunlin::test::temporary_folder& folder() const { return folder_; }

private:
    dunlin::test::temporary_folder folder_;
    dunlin::test::test_database database_;
};

} // namespace faults
