// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/sink.hpp>

#include <functional>

namespace dunlin::commands {

/// Runs what writes the output of a change before its COMMIT. Every failure, a reader that has gone
/// included, becomes an error that says that nothing was committed.
void before_commit(const std::function<void()>& work);

/// Passes on what is written before the COMMIT of a change, by before_commit(). `inner` must
/// outlive it.
class uncommitted_sink final : public output::sink {
public:
    explicit uncommitted_sink(output::sink& inner) : inner_(inner) {}
    void write(std::string_view bytes) override;
    void flush() override;

private:
    output::sink& inner_;
};

} // namespace dunlin::commands
