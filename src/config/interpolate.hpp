// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/environment.hpp>

#include <string>
#include <string_view>

namespace dunlin::config {

/// Why a text could not be interpolated: "the environment variable X is not set".
struct interpolation_failure {
    std::string message;
};

/// Replaces `${NAME}` by the variable's value, once (a value is not looked at again); `$${` becomes
/// `${`. Throws interpolation_failure; the caller knows where the text stands.
std::string interpolate(std::string_view text, const environment& variables);

} // namespace dunlin::config
