// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/output/sink.hpp>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <thread>

using namespace dunlin::output;

namespace {
struct pipe_ends {
    int fds[2]{-1, -1};
    pipe_ends() { REQUIRE(::pipe(fds) == 0); }
    ~pipe_ends() {
        close_reader();
        ::close(fds[1]);
    }
    pipe_ends(const pipe_ends&) = delete;
    pipe_ends& operator=(const pipe_ends&) = delete;
    void close_reader() {
        if (fds[0] >= 0) {
            ::close(fds[0]);
            fds[0] = -1;
        }
    }
};
} // namespace

TEST_CASE("bytes arrive whole and in order, also through a full non-blocking pipe") {
    pipe_ends ends;
    REQUIRE(::fcntl(ends.fds[1], F_SETFL, O_NONBLOCK) == 0);
    std::string sent;
    for (int i = 0; i < 50000; ++i) {
        sent += std::to_string(i) + '\n';
    }
    std::string seen;
    std::thread reader([&] {
        char chunk[4096];
        while (seen.size() < sent.size()) {
            const ssize_t size = ::read(ends.fds[0], chunk, sizeof chunk);
            if (size <= 0) {
                break;
            }
            seen.append(chunk, static_cast<std::size_t>(size));
        }
    });
    descriptor_sink out(ends.fds[1], "a pipe");
    for (std::size_t at = 0; at < sent.size(); at += 7) {
        out.write(std::string_view(sent).substr(at, 7));
    }
    out.flush();
    reader.join();
    CHECK(seen == sent);
}

TEST_CASE("a closed pipe is its own exception") {
    std::signal(SIGPIPE, SIG_IGN);
    pipe_ends ends;
    ends.close_reader();
    descriptor_sink out(ends.fds[1], "a pipe");
    out.write("x");
    CHECK_THROWS_AS(out.flush(), closed_pipe);
}

TEST_CASE("another failure names the output and the reason") {
    const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    REQUIRE(full >= 0);
    descriptor_sink out(full, "standard output");
    out.write("x");
    CHECK_THROWS_WITH_AS(out.flush(), "cannot write to standard output: No space left on device",
                         dunlin::error);
    ::close(full);
}

TEST_CASE("a data format on a terminal shows its control characters") {
    string_sink inner;
    terminal_sink out(inner);
    out.write("a,\x1b[2J\nb\xE2\x80\xAE\n");
    CHECK(inner.text == "a,\\x1b[2J\nb\\u202e\n");
}
