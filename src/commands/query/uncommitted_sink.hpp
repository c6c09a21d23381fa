// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/sink.hpp>

#include <functional>

namespace dunlin::commands {

/// Runs `work`, which writes the output of a change before its COMMIT. Every failure, also a closed
/// pipe, becomes an error that says that nothing was committed.
void before_commit(const std::function<void()>& work);

/// Writes to another sink by before_commit(). `inner` must outlive it.
class uncommitted_sink final : public output::sink {
public:
    explicit uncommitted_sink(output::sink& inner) : inner_(inner) {}
    void write(std::string_view bytes) override;
    void flush() override;

private:
    output::sink& inner_;
};

} // namespace dunlin::commands
