// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace faults {

/// One way to start a verb that talks to a server.
struct verb_use {
    std::string_view path;            ///< as in the program's list of verbs
    std::vector<std::string> options; ///< behind the path
    std::string input;
    /// The verb is held at its first message to the server that contains this text; empty: at its
    /// first statement.
    std::string_view held_at;
    /// That message reaches the server before it freezes: the verb waits in it.
    bool arrives = false;
    /// It must not meet the others: a copy of the stage's database, or one without a history.
    enum class target { shared, copy, without_history } database = target::shared;
};

/// All uses that are tried. Every verb that needs a database is among them.
const std::vector<verb_use>& verb_uses();

} // namespace faults
