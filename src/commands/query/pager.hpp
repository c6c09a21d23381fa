// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/descriptor.hpp>
#include <dunlin/output/sink.hpp>

#include <sys/types.h>

#include <memory>
#include <string>

namespace dunlin {
class interruption;
}

namespace dunlin::commands {

/// A sink that writes to the user's pager, which the first write starts. After the user has left
/// the pager, writing throws output::closed_pipe.
class pager final : public output::sink {
public:
    /// `command` is a shell command ("less -S"). `stop` must outlive the pager.
    pager(std::string command, const interruption& stop);
    /// Waits until the user has left the pager. Data that was not flushed is lost.
    ~pager() override;

    void write(std::string_view bytes) override;
    void flush() override;

private:
    void start();

    std::string command_;
    const interruption& stop_;
    pid_t process_ = -1;
    descriptor input_;
    std::unique_ptr<output::descriptor_sink> pipe_;
};

} // namespace dunlin::commands
