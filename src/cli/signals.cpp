// SPDX-License-Identifier: MIT
#include "signals.hpp"

#include <dunlin/base/interruption.hpp>

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <initializer_list>

namespace dunlin::cli {
namespace {

// A signal handler can only use a global variable.
std::atomic<interruption*> target{nullptr};

/// A command normally ends within five seconds of SIGTERM, whatever the server does. This ends it
/// when something else blocks: name resolution, a file system, a reader of its output.
constexpr unsigned last_resort_seconds = 7;

extern "C" void on_alarm(int) {
    ::_exit(128 + SIGTERM);
}

extern "C" void on_signal(int signal) {
    interruption* stop = target.load();
    if (stop == nullptr || stop->requested() != 0) {
        ::_exit(128 + signal);
    }
    stop->request(signal);
    if (signal == SIGTERM) {
        ::alarm(last_resort_seconds);
    }
}

} // namespace

void catch_signals(interruption& stop) {
    target = &stop;
    struct sigaction action {};
    action.sa_handler = on_signal;
    sigemptyset(&action.sa_mask);
    // Without SA_RESTART: a read of the terminal must return when Ctrl-C is pressed.
    for (const int signal : {SIGINT, SIGTERM}) {
        ::sigaction(signal, &action, nullptr);
    }
    action.sa_handler = on_alarm;
    ::sigaction(SIGALRM, &action, nullptr);
    action.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &action, nullptr);
    ::sigaction(SIGXFSZ, &action, nullptr);
}

} // namespace dunlin::cli
