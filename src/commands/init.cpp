// SPDX-License-Identifier: MIT
#include "init.hpp"

#include <dunlin/base/file.hpp>
#include <dunlin/commands/context.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string_view>

namespace dunlin::commands {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view configuration =
    R"(# What dunlin knows about this project. Every line that is commented out shows the value
# that holds without it. `dunlin config` prints what is in force and where it comes from.

# The database: a URL, a key=value string, or `local`, the project's private server, which
# starts on demand. Variables of the environment are written ${NAME}; keep passwords there.
database = "local"

# Folders, relative to this file.
# migrations = "migrations"
# seed = "seed"

# Where dunlin keeps its own tables.
# [ledger]
# schema = "dunlin"

# How long a migration waits for the lock of a table, how often it tries again, and how long
# it waits for another runner of dunlin.
# [lock]
# timeout = "2s"
# retries = 10
# wait = "1min"

# Other databases, chosen by `--env NAME`.
# [env.production]
# database = "${PRODUCTION_DATABASE}"
# protected = true     # refuses what destroys data
)";

constexpr std::string_view first_migration = R"(-- Version: 1.01
-- Description: Create table greetings
CREATE TABLE greetings (
    greeting_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    body        text NOT NULL
);

-- dunlin:down
DROP TABLE greetings;
)";

constexpr std::string_view first_seed =
    R"(-- The default seed set: `dunlin seed` runs every file of this folder, in one transaction.
-- It may run again at any time, so it inserts only what is not there yet.
INSERT INTO greetings (body)
SELECT 'Hello from dunlin'
WHERE NOT EXISTS (SELECT FROM greetings);
)";

void make_folder(const fs::path& folder) {
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem) {
        throw error(error_kind::failed, fmt::format("cannot create the folder {}: {}",
                                                    folder.string(), problem.message()));
    }
}

void write_once(context& world, const fs::path& path, std::string_view content) {
    if (fs::exists(fs::symlink_status(path))) {
        world.say(fmt::format("kept {}", path.lexically_normal().string()));
        return;
    }
    atomic_file file(path);
    file.write(content);
    file.commit();
    world.say(fmt::format("wrote {}", path.lexically_normal().string()));
}

bool has_files(const fs::path& folder) {
    return fs::is_directory(folder) && !fs::is_empty(folder);
}

/// A project that has migrations has its own beginning: examples would only be in its way.
void write_examples(context& world, const fs::path& folder) {
    if (has_files(folder / "migrations")) {
        world.say(fmt::format("kept {}", (folder / "migrations/").lexically_normal().string()));
        make_folder(folder / "seed");
        return;
    }
    make_folder(folder / "migrations");
    write_once(world, folder / "migrations/1.01_create_greetings.sql", first_migration);
    make_folder(folder / "seed");
    write_once(world, folder / "seed/greetings.sql", first_seed);
}

} // namespace

runner setup_init(CLI::App& app) {
    auto options = std::make_shared<init_options>();
    app.add_option("folder", options->folder, "The project's folder; created when missing")
        ->type_name("FOLDER");
    return [options](context& world) { return run_init(*options, world); };
}

exit_code run_init(const init_options& options, context& world) {
    const fs::path folder = options.folder;
    make_folder(folder);
    write_once(world, folder / "dunlin.toml", configuration);
    write_examples(world, folder);
    world.say("next: dunlin migrate up");
    return exit_code::done;
}

} // namespace dunlin::commands
