// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace dunlin::test {

/// What was posted.
struct http_request {
    std::string line;                           ///< "POST /v1/traces HTTP/1.1"
    std::map<std::string, std::string> headers; ///< names in lower case
    std::string body;
};

/// What is said to it.
struct http_reply {
    int status = 200;
    std::string headers{}; ///< more lines, each with its CRLF
    std::string body = "{}";
    bool silent = false; ///< reads the request and never answers
};

/// An HTTP server on a loopback port of its own that records the requests posted to it.
class http_receiver {
public:
    using request = http_request;
    using answer = http_reply;

    /// Always the same answer.
    explicit http_receiver(answer always = {});
    /// The answers in their order; the last one is given again and again.
    explicit http_receiver(std::vector<answer> answers);
    ~http_receiver();
    http_receiver(const http_receiver&) = delete;
    http_receiver& operator=(const http_receiver&) = delete;

    /// "http://127.0.0.1:PORT"
    [[nodiscard]] std::string url() const;
    [[nodiscard]] std::vector<request> requests() const;

private:
    void serve();
    void serve_client(int client);

    std::vector<answer> answers_;
    int listener_;
    int port_ = 0;
    std::atomic<bool> stop_{false};
    mutable std::mutex mutex_;
    std::vector<request> requests_;
    std::thread thread_;
};

} // namespace dunlin::test
