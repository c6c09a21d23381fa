// SPDX-License-Identifier: MIT
#include "cancellation_watch.hpp"

#include <dunlin/base/error.hpp>

#include <poll.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace dunlin::sqldb {
namespace {

bool has_bounds(const wait_limits& limits) noexcept {
    return limits.stop != nullptr || limits.limit.count() > 0 || limits.until.has_value();
}

} // namespace

cancellation_watch::cancellation_watch(cancellation& bounds, const wait_limits& limits) {
    if (!has_bounds(limits)) {
        return;
    }
    done_.emplace();
    try {
        if (done_->fd() < 0) {
            throw std::system_error(errno, std::generic_category());
        }
        const signal_blocker scope;
        thread_ = std::thread([this, &bounds] { bounds.await(done_->fd(), POLLIN); });
    } catch (const std::system_error& problem) {
        throw error(error_kind::failed,
                    std::string("cannot start a thread to watch the statement: ") +
                        problem.code().message());
    }
}

cancellation_watch::~cancellation_watch() {
    if (thread_.joinable()) {
        done_->set();
        thread_.join();
    }
}

} // namespace dunlin::sqldb
