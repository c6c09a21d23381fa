// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <support/database.hpp>
#include <support/proxy.hpp>
#include <support/server.hpp>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>

/// A proxy before the test server, in a folder of its own.
class proxied {
public:
    explicit proxied(const dunlin::test::test_database& database,
                     dunlin::test::proxy::hook hook = {})
        : settings_(database.config()) {
        REQUIRE(::mkdtemp(folder_.data()) != nullptr);
        proxy_ = std::make_unique<dunlin::test::proxy>(dunlin::test::server_socket(), folder_,
                                                       std::move(hook));
        settings_.host = proxy_->host();
        settings_.port = 5432;
    }
    ~proxied() {
        proxy_.reset();
        std::filesystem::remove_all(folder_);
    }
    proxied(const proxied&) = delete;
    proxied& operator=(const proxied&) = delete;
    [[nodiscard]] const dunlin::sqldb::config& settings() const { return settings_; }
    [[nodiscard]] dunlin::test::proxy& server() { return *proxy_; }
    [[nodiscard]] std::size_t turns() const { return proxy_->turns(); }

private:
    dunlin::sqldb::config settings_;
    std::string folder_ = "/tmp/dunlin_proxy_XXXXXX";
    std::unique_ptr<dunlin::test::proxy> proxy_;
};
