// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <string>
#include <thread>
#include <utility>

namespace dunlin::test {

/// Work in a thread of its own. What it throws is kept for join() and ends nothing; a test that
/// fails meanwhile waits for it, where a std::thread would end the whole program.
class background {
public:
    template <class Work>
    explicit background(Work work)
        : thread_([this, done = std::move(work)]() mutable {
              try {
                  done();
              } catch (const std::exception& problem) {
                  problem_ = problem.what();
              } catch (...) {
                  problem_ = "something that is no exception";
              }
          }) {}
    background(const background&) = delete;
    background& operator=(const background&) = delete;

    /// Waits for its end; the words of what it threw, or nothing.
    std::string join() {
        if (thread_.joinable()) {
            thread_.join();
        }
        return problem_;
    }

private:
    std::string problem_;
    std::jthread thread_;
};

} // namespace dunlin::test
