// SPDX-License-Identifier: MIT
#pragma once

#include "plan/prepare.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace dunlin::migrator {

/// Content checksums, computed by a thread ahead of the run that records them: the client scans the
/// next scripts while the server works on the one before.
class checksums_ahead {
public:
    /// The migrations must outlive this.
    explicit checksums_ahead(const std::vector<plan_step>& steps);
    ~checksums_ahead();
    checksums_ahead(const checksums_ahead&) = delete;
    checksums_ahead& operator=(const checksums_ahead&) = delete;

    /// Waits for it, when it is one of the steps and not ready yet.
    [[nodiscard]] std::string of(const migration& file);

private:
    void compute();

    std::vector<const migration*> order_;
    std::unordered_map<const migration*, std::string> ready_; ///< empty: not yet
    std::atomic<bool> ending_ = false;
    std::mutex mutex_;
    std::condition_variable grown_;
    std::thread thread_;
};

} // namespace dunlin::migrator
