// SPDX-License-Identifier: MIT
#include "plan/checksums.hpp"

namespace dunlin::migrator {

namespace {

/// For less text, starting a thread takes longer than the digest.
constexpr std::size_t worth_a_thread = 64UL * 1024;

} // namespace

checksums_ahead::checksums_ahead(const std::vector<plan_step>& steps) {
    std::size_t bytes = 0;
    for (const plan_step& step : steps) {
        if (step.direction == direction::up) {
            bytes += step.file->up_text().size();
            order_.push_back(step.file);
            ready_.emplace(step.file, std::string());
        }
    }
    if (order_.size() > 2 || bytes >= worth_a_thread) {
        thread_ = std::thread([this] { compute(); });
    }
}

checksums_ahead::~checksums_ahead() {
    ending_ = true;
    if (thread_.joinable()) {
        thread_.join();
    }
}

std::string checksums_ahead::of(const migration& file) {
    std::unique_lock lock(mutex_);
    const auto found = ready_.find(&file);
    if (!thread_.joinable() || found == ready_.end()) {
        return file.content_checksum();
    }
    grown_.wait(lock, [&] { return !found->second.empty(); });
    return found->second;
}

void checksums_ahead::compute() {
    for (const migration* migration : order_) {
        if (ending_) {
            return;
        }
        std::string checksum = migration->content_checksum();
        const std::lock_guard lock(mutex_);
        ready_.at(migration) = std::move(checksum);
        grown_.notify_one();
    }
}

} // namespace dunlin::migrator
