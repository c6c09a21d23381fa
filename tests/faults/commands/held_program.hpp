// SPDX-License-Identifier: MIT
#pragma once

#include "verbs.hpp"

#include <support/program.hpp>
#include <support/proxy.hpp>
#include <support/temporary_folder.hpp>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace faults {

/// Where a verb is when its server freezes.
enum class held_in {
    login,     ///< it has connected, and was not answered
    statement, ///< its statement is on its way, or at work
};

/// The program behind a proxy of its own, which holds it until the server is frozen.
class held_program {
public:
    held_program(const verb_use& use, held_in moment, const std::vector<std::string>& more,
                 const std::filesystem::path& server_socket, const std::string& database,
                 const std::filesystem::path& folder);

    ~held_program() { release(); }
    held_program(const held_program&) = delete;
    held_program& operator=(const held_program&) = delete;

    /// It has come where it is to be held.
    [[nodiscard]] bool is_held() const {
        return moment_ == held_in::login ? proxy_.connections() > 0 : held_.load();
    }
    /// From now on its messages reach the server.
    void release() { released_ = true; }
    void send(int signal) const { program_->send(signal); }
    [[nodiscard]] bool ends_within(std::chrono::milliseconds limit) const {
        return program_->ends_within(limit);
    }
    dunlin::test::outcome wait() { return program_->wait(); }
    [[nodiscard]] std::string name() const;
    /// To `db wait` a server that does not answer is one that cannot be reached, at any moment.
    [[nodiscard]] bool waits_for_server() const { return use_.path == "db wait"; }

private:
    dunlin::test::verdict judge(const dunlin::test::wire_message& message);

    const verb_use& use_;
    held_in moment_;
    dunlin::test::temporary_folder folder_;
    std::atomic<bool> held_{false};
    std::atomic<bool> released_{false};
    dunlin::test::proxy proxy_;
    std::unique_ptr<dunlin::test::running_program> program_;
};

} // namespace faults
