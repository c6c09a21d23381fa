// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace dunlin {

/// Returns the value of an environment variable; nullopt when it is not set. It is a function so
/// that tests can substitute their own.
using environment = std::function<std::optional<std::string>(const std::string& name)>;

/// The environment of this process.
environment process_environment();

} // namespace dunlin
