// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <vector>

namespace faults {

/// All processes of a server under SIGSTOP, from the postmaster to the last backend, as a scope.
class frozen_server {
public:
    explicit frozen_server(pid_t postmaster);
    ~frozen_server();
    frozen_server(const frozen_server&) = delete;
    frozen_server& operator=(const frozen_server&) = delete;

private:
    std::vector<pid_t> processes_; ///< the postmaster first
};

} // namespace faults
