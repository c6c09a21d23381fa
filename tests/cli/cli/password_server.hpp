// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/local/ephemeral.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>
#include <support/temporary_folder.hpp>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>

/// A server without TLS that asks the role `app` for the password "right". Its address is a
/// loopback address of its own, so that the usual port is free.
class password_server {
public:
    password_server() {
        dunlin::sqldb::config settings;
        settings.url = server_.url("postgres");
        dunlin::sqldb::connection db(settings);
        dunlin::sqldb::exec(db, "CREATE ROLE app LOGIN PASSWORD 'right'");
    }

    [[nodiscard]] std::string url(const std::string& password, const std::string& options) const {
        return fmt::format("postgres://app{}@{}/postgres{}", password, address_, options);
    }

private:
    /// The server's user, which is not root, has to read it.
    static std::filesystem::path readable_by_all(const dunlin::test::temporary_folder& folder,
                                                 std::string_view name, std::string_view content) {
        using perms = std::filesystem::perms;
        std::filesystem::permissions(folder.path(),
                                     perms::owner_all | perms::others_exec | perms::group_exec);
        return folder.write(name, content);
    }

    dunlin::test::temporary_folder folder_;
    std::string address_ =
        fmt::format("127.77.{}.{}", ::getpid() / 250 % 250, ::getpid() % 250 + 1);
    dunlin::local::ephemeral server_{
        {"listen_addresses=" + address_, "password_encryption=scram-sha-256",
         "hba_file=" + readable_by_all(folder_, "pg_hba.conf",
                                       "local all postgres trust\n"
                                       "host all all 127.0.0.0/8 scram-sha-256\n")
                           .string()}};
};
