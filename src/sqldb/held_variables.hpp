// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace dunlin::sqldb {

/// An environment variable and the value that it shall have; nullopt: none.
struct wanted_variable {
    std::string name;
    std::optional<std::string> value;
};

/// Environment variables that have these values while the object lives. Any number of objects may
/// live at once, in any threads: of one variable the first sets it and the last restores it, and
/// all of them must want the same value. A variable that has its value already is not touched;
/// otherwise no other thread may read or change the environment meanwhile (getenv(3), attributes).
class held_variables {
public:
    explicit held_variables(const std::vector<wanted_variable>& wanted);
    ~held_variables();
    held_variables(const held_variables&) = delete;
    held_variables& operator=(const held_variables&) = delete;

private:
    std::vector<std::string> names_;
};

/// The value of a variable; nullopt when it is not set.
std::optional<std::string> read_variable(const std::string& name);

} // namespace dunlin::sqldb
