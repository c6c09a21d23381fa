// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace dunlin::sqldb {

/// An environment variable and the value that it shall have; nullopt: none.
struct variable_value {
    std::string name;
    std::optional<std::string> value;
};

/// Environment variables that have these values while the object lives. Any number of objects may
/// live at once, in any threads: of one variable the first sets it and the last restores it, and
/// all of them must want the same value. A variable that has its value already is not touched;
/// otherwise no other thread may read or change the environment meanwhile (getenv(3), attributes).
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
