// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace dunlin {

/// Looks an environment variable up; nullopt when it is not set. A function, so that tests bring
/// their own.
using environment = std::function<std::optional<std::string>(const std::string& name)>;

/// The environment of this process.
environment process_environment();

} // namespace dunlin
