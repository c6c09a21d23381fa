// SPDX-License-Identifier: MIT
#include <dunlin/base/operation.hpp>

#include <utility>

namespace dunlin {
namespace {

thread_local const operation* innermost = nullptr;

} // namespace

operation::operation(std::string_view name, std::string id)
    : name_(name), id_(std::move(id)), outer_(innermost) {
    innermost = this;
}

operation::~operation() {
    innermost = outer_;
}

const operation* operation::current() noexcept {
    return innermost;
}

} // namespace dunlin
