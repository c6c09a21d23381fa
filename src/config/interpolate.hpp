// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/environment.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::config {

/// Why a text could not be interpolated: "the environment variable X is not set".
struct interpolation_failure {
    std::string message;
};

/// A text with its variables replaced.
struct interpolated {
    std::string text;
    std::vector<std::string> unset; ///< variables whose default was used
};

/// Replaces `${NAME}` by the variable's value, which is not interpolated again, and
/// `${NAME-default}` by the default where the variable is not set; `$${` becomes `${`. A variable
/// that is set but empty is a failure even with a default. Throws interpolation_failure; the caller
/// adds the position.
interpolated interpolate(std::string_view text, const environment& variables);

} // namespace dunlin::config
