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

class context;
struct query_options;

struct pager_choice {
    std::string command; ///< a shell command; empty: no pager
    /// Only for output that is longer than the terminal.
    bool when_needed = false;
};

/// The pager for a query's rows on a terminal: PAGER (empty or "cat": none), else less where it is
/// installed. None with --no-pager, with --watch, or when stdout is no terminal.
pager_choice choose_pager(const query_options& options, const context& context);

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
