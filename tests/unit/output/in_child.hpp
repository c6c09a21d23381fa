// SPDX-License-Identifier: MIT
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <exception>
#include <functional>
#include <iostream>

/// Runs work in a process of its own, which may give up rights or get limits. Whether it returned
/// true; an exception is printed and counts as false.
inline bool in_child(const std::function<bool()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
        bool good = false;
        try {
            good = work();
        } catch (const std::exception& problem) {
            std::cerr << problem.what() << std::endl;
        }
        ::_exit(good ? 0 : 1);
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

constexpr unsigned other_user = 65534; // nobody

/// For a child: no longer root, who may write everywhere.
inline bool become_other_user() {
    return ::geteuid() != 0 || (::setgid(other_user) == 0 && ::setuid(other_user) == 0);
}
