// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/sink.hpp>

#include <cstdio>

namespace dunlin::commands {

/// Writes to stderr. What cannot be written is dropped: a terminal that has gone fails no command.
class stderr_sink final : public output::sink {
public:
    void write(std::string_view bytes) override {
        // One call per line, so that the lines of two processes do not mix.
        [[maybe_unused]] const auto written = std::fwrite(bytes.data(), 1, bytes.size(), stderr);
    }
};

} // namespace dunlin::commands
