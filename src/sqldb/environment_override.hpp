// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace dunlin::sqldb {

/// An environment variable and its value; nullopt: unset.
struct variable_value {
    std::string name;
    std::optional<std::string> value;
};

/// Gives environment variables these values during its lifetime. Any number of objects may exist at
/// once in any threads: the first sets a variable and the last restores it, and all must have the
/// same value for it. A variable that already has the value is not changed; otherwise no other
/// thread may read or change the environment meanwhile (getenv(3), attributes).
class environment_override {
public:
    explicit environment_override(const std::vector<variable_value>& values);
    ~environment_override();
    environment_override(const environment_override&) = delete;
    environment_override& operator=(const environment_override&) = delete;

private:
    std::vector<std::string> names_;
};

/// The value of a variable; nullopt when it is not set.
std::optional<std::string> read_variable(const std::string& name);

} // namespace dunlin::sqldb
