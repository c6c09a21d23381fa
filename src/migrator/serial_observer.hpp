// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/observer.hpp>

#include <mutex>

namespace dunlin::migrator {

/// Passes everything to another observer, one call at a time: the run and its watch over
/// long statements call it from two threads.
class serial_observer final : public observer {
public:
    explicit serial_observer(observer* inner) : inner_(inner != nullptr ? *inner : no_observer_) {}

    void on_plan(const std::vector<plan_step>& steps) override {
        call([&] { inner_.on_plan(steps); });
    }
    void on_waiting_for_runner(const session_info& holder,
                               std::chrono::milliseconds waited) override {
        call([&] { inner_.on_waiting_for_runner(holder, waited); });
    }
    void on_begin(const plan_step& step, std::size_t index, std::size_t total) override {
        call([&] { inner_.on_begin(step, index, total); });
    }
    void on_done(const plan_step& step, std::chrono::microseconds duration,
                 std::size_t steps) override {
        call([&] { inner_.on_done(step, duration, steps); });
    }
    void on_failed(const plan_step& step, const error& why) override {
        call([&] { inner_.on_failed(step, why); });
    }
    void on_step(const plan_step& step, std::size_t position, std::size_t total,
                 std::string_view statement) override {
        call([&] { inner_.on_step(step, position, total, statement); });
    }
    void on_statement(const plan_step& step, std::size_t position, std::size_t total) override {
        call([&] { inner_.on_statement(step, position, total); });
    }
    [[nodiscard]] bool shows_progress() const override { return inner_.shows_progress(); }
    void on_activity(const plan_step& step, const server_activity& now) override {
        call([&] { inner_.on_activity(step, now); });
    }
    void on_retry(const plan_step& step, const error& why, int attempt, int attempts,
                  std::chrono::milliseconds pause,
                  const std::vector<session_info>& blockers) override {
        call([&] { inner_.on_retry(step, why, attempt, attempts, pause, blockers); });
    }
    void on_notice(std::string_view version, const sqldb::notice& notice) override {
        call([&] { inner_.on_notice(version, notice); });
    }
    void on_note(std::string_view text) override {
        call([&] { inner_.on_note(text); });
    }

private:
    template <class Call> void call(Call&& report) {
        const std::lock_guard lock(mutex_);
        report();
    }

    std::mutex mutex_;
    observer no_observer_;
    observer& inner_;
};

} // namespace dunlin::migrator
