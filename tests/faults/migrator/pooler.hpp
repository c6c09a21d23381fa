// SPDX-License-Identifier: MIT
#pragma once

#include "support/program.hpp"
#include "support/proxy.hpp"
#include "support/temporary_folder.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace faults {

/// A pgbouncer, by default in transaction pooling mode, before the test server, on a Unix socket of
/// its own. pgbouncer refuses to be root; it then runs as whoever owns the server's socket, and
/// reaches the server, whose folders only root may enter, through a proxy in this process.
class pooler {
public:
    static constexpr int port = 6432;

    struct options {
        std::string mode = "transaction";
        int pool_size = 20;
    };

    /// `server` is the server's socket file. Returns when connections are accepted. Throws, saying
    /// how to install it, where there is no pgbouncer.
    explicit pooler(const std::filesystem::path& server) : pooler(server, options{}) {}
    pooler(const std::filesystem::path& server, const options& chosen);
    ~pooler();
    pooler(const pooler&) = delete;
    pooler& operator=(const pooler&) = delete;

    /// The value for libpq's `host`.
    [[nodiscard]] std::string host() const { return folder_.path().string(); }

private:
    dunlin::test::temporary_folder folder_;
    dunlin::test::temporary_folder server_folder_;
    dunlin::test::proxy server_; ///< what pgbouncer takes for the server
    std::unique_ptr<dunlin::test::running_program> process_;
};

} // namespace faults
