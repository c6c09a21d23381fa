// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace dunlin::output {
class progress;
}

namespace dunlin::commands {

class context;

/// What a run does at the moment, in the status line: "Applying 1.07, 3.2 s: statement 2 of 5". A
/// thread of its own redraws it, so that the time moves whatever the run waits for. Any thread may
/// use it. Without a terminal it does nothing.
class run_status {
public:
    /// Begins with the reading of the files.
    explicit run_status(context& context);
    ~run_status();
    run_status(const run_status&) = delete;
    run_status& operator=(const run_status&) = delete;

    /// How many migrations will run.
    void expect(std::int64_t migrations);
    /// Something else begins ("Applying 1.07"); its time counts from now.
    void begin(std::string name);
    /// The part of it that runs: "statement 2 of 5".
    void set_part(std::string part);
    /// What the server does: "waiting for AccessExclusiveLock on widgets".
    void set_activity(std::string activity);
    /// How many migrations are done.
    void complete(std::int64_t migrations);

private:
    using clock = std::chrono::steady_clock;

    void tick();
    [[nodiscard]] std::string label() const;

    context& context_;
    std::unique_ptr<output::progress> line_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool ending_ = false;
    std::int64_t expected_ = 0;
    std::string name_;
    std::string part_;
    std::string activity_;
    clock::time_point begun_ = clock::now();
    std::thread thread_;
};

} // namespace dunlin::commands
