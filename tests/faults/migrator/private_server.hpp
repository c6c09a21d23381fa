// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/local/server.hpp>

#include <support/temporary_folder.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace faults {

/// A server of its own, for tests that end it or set it up in their own way.
class private_server {
public:
    explicit private_server(std::vector<std::string> settings = {});
    ~private_server();
    private_server(const private_server&) = delete;
    private_server& operator=(const private_server&) = delete;

    /// An immediate shutdown in the middle of everything, and a start with recovery.
    void restart_immediately();
    [[nodiscard]] std::string url() const;
    /// The first column of the first row, as text.
    [[nodiscard]] std::string ask(std::string_view sql) const;
    void execute(std::string_view sql) const;
    /// Asks again and again until the answer is this one; false when it is not after a minute.
    [[nodiscard]] bool becomes(std::string_view sql, std::string_view answer) const;
    /// Until a message of a run that contains the text runs on the server.
    [[nodiscard]] bool runs(const std::string& text) const;

    [[nodiscard]] pid_t postmaster() const { return server_.status().pid; }
    [[nodiscard]] const dunlin::test::temporary_folder& folder() const { return folder_; }

private:
    dunlin::test::temporary_folder folder_;
    dunlin::local::server server_;
};

} // namespace faults
