// SPDX-License-Identifier: MIT
#include "query/uncommitted_sink.hpp"

#include <dunlin/base/error.hpp>

namespace dunlin::commands {
namespace {

constexpr const char* nothing_committed = "Nothing was committed.";

} // namespace

void before_commit(const std::function<void()>& work) {
    try {
        work();
    } catch (const output::closed_pipe&) {
        error problem(error_kind::failed,
                      "the output was closed by its reader before all of it was written");
        problem.aftermath = nothing_committed;
        throw problem;
    } catch (error& problem) {
        problem.aftermath = nothing_committed;
        throw;
    }
}

void uncommitted_sink::write(std::string_view bytes) {
    before_commit([&] { inner_.write(bytes); });
}

void uncommitted_sink::flush() {
    before_commit([&] { inner_.flush(); });
}

} // namespace dunlin::commands
