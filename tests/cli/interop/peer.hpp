// SPDX-License-Identifier: MIT
#pragma once

#include <support/database.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace interop_test {

/// A program of another tool: in bin/ of build/peers, or in PATH. DUNLIN_PEERS names the only
/// folder whose bin/ counts; one that is not there makes the tests as they are without the tools.
std::optional<std::filesystem::path> find_peer(const std::string& name);

/// The address of a test database as the other tools take it.
std::string peer_url(const dunlin::test::test_database& database);

/// The variables from which other tools take it. In DATABASE_URL a socket's folder stands in the
/// host's place.
std::map<std::string, std::string> peer_environment(const dunlin::test::test_database& database);

/// What a tool does while another run has its lock.
enum class locking {
    waits,    ///< until they are done
    gives_up, ///< at once
};

/// Another tool as these tests need it. Migration N (1 to 4) makes the table tN.
struct peer {
    std::string tool;    ///< dunlin's name for it
    std::string program; ///< its program's

    using named_texts = std::vector<std::pair<std::string, std::string>>;
    using arguments = std::vector<std::string>;
    using command = std::function<arguments(const std::string& folder, const std::string& url)>;

    /// The files of migration N: name and text. What several migrations say of one file stands
    /// there one behind the other.
    std::function<named_texts(int)> files;
    std::string inner; ///< below the folder: what dunlin is pointed at; empty: the folder itself
    bool in_folder = false; ///< it is run inside the folder, which its command gets as "."
    std::map<std::string, std::string> environment{}; ///< beside that of every peer

    command up;
    command down_one;          ///< none: then dunlin alone goes back
    bool forward_only = false; ///< its migrations have no way back at all
    command status;
    /// Whether that says that nothing is pending; none: its exit code says it.
    std::function<bool(const std::string& output)> is_up_to_date;
    /// Succeeds when all files are what was applied; none: it has no checksums.
    command validate;
    locking lock = locking::waits;

    // What it writes, by its own rules, for where the program is not installed.
    std::string make_table;
    std::function<std::string(int)> record;
    std::function<std::string(int)> forget;
};

/// Half by the tool, the rest by dunlin, and the tool finds all done; half by dunlin, the rest by
/// the tool, and dunlin finds all done; then back, each taking back what the other applied, and up
/// again. A tool with checksums finds them right, and both find a changed file.
void apply_by_turns(const peer& other);

/// What the tool recorded becomes dunlin's history, grows, and is given back; and a history that
/// was dunlin's from the start is given to the tool. Each time the tool finds all done, and goes
/// on.
void move_history(const peer& other);

/// Each waits while the other works, whichever came first, and then finds nothing left to do.
void run_at_once(const peer& other);

} // namespace interop_test
