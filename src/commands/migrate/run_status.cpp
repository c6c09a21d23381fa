// SPDX-License-Identifier: MIT
#include "migrate/run_status.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/output/progress.hpp>

#include <utility>

namespace dunlin::commands {
namespace {

using namespace std::chrono_literals;

constexpr auto redraw_interval = 250ms;
/// Before that nobody wonders how long it takes.
constexpr auto shown_after = 1s;

} // namespace

run_status::run_status(context& context)
    : context_(context), line_(context.progress("", "")), name_("Reading migrations") {
    if (context.terminals().progress) {
        thread_ = std::thread([this] { tick(); });
    }
}

run_status::~run_status() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) {
        thread_.join();
    }
}

void run_status::expect(std::int64_t migrations) {
    const std::lock_guard lock(mutex_);
    expected_ = migrations;
    line_ = context_.progress("", "migrations", migrations);
}

void run_status::begin(std::string name) {
    const std::lock_guard lock(mutex_);
    name_ = std::move(name);
    part_.clear();
    activity_.clear();
    begun_ = clock::now();
    line_->label(label());
}

void run_status::set_part(std::string part) {
    const std::lock_guard lock(mutex_);
    part_ = std::move(part);
    activity_.clear();
}

void run_status::set_activity(std::string activity) {
    const std::lock_guard lock(mutex_);
    activity_ = std::move(activity);
}

void run_status::complete(std::int64_t migrations) {
    const std::lock_guard lock(mutex_);
    if (migrations == expected_) {
        name_.clear(); // what comes after the last one is not worth a line
        line_->clear();
    } else {
        line_->update(migrations);
    }
}

void run_status::tick() {
    std::unique_lock lock(mutex_);
    while (!ending_) {
        wake_.wait_for(lock, redraw_interval);
        if (!ending_ && !name_.empty()) {
            line_->label(label());
        }
    }
}

std::string run_status::label() const {
    std::string text = name_;
    const auto elapsed = clock::now() - begun_;
    if (elapsed >= shown_after) {
        text +=
            ", " + format_duration(std::chrono::duration_cast<std::chrono::microseconds>(elapsed));
    }
    for (const std::string* detail : {&part_, &activity_}) {
        if (!detail->empty()) {
            text += (detail == &activity_ && !part_.empty() ? ", " : ": ") + *detail;
        }
    }
    return text;
}

} // namespace dunlin::commands
