// SPDX-License-Identifier: MIT
#include "init/init.hpp"

#include <dunlin/base/file.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/migrator/scaffold.hpp>
#include <dunlin/output/json_writer.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace dunlin::commands {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view configuration =
    R"(# Configuration of dunlin. Commented-out lines show the defaults. `dunlin config` prints the
# settings in effect and their sources, `man dunlin.toml` describes all keys.

# The database: a URL, a key=value string, or `local`, the project's private server, which
# starts on demand. ${NAME} is replaced with an environment variable, and ${NAME-default} with
# the default if the variable is not set. Keep passwords in variables.
database = "${DATABASE_URL-local}"

# File with NAME=value lines for unset variables. Do not commit it.
# env_file = ".env"

# Folders, relative to this file.
# migrations = "migrations"
# seed = "seed"

# Schema of dunlin's own tables.
# [ledger]
# schema = "dunlin"

# Table lock timeout per attempt, number of retries, and time to wait for another runner.
# [lock]
# timeout = "2s"
# retries = 10
# wait = "1min"

# Settings of an environment, selected with `--env NAME`.
# [env.production]
# database = "${PRODUCTION_DATABASE}"
# protected = true     # changes require --confirm production
# disable_tls = false  # true: TLS is not used
)";

constexpr std::string_view ignored_files =
    R"(# Passwords and other variables, see env_file in dunlin.toml.
/.env
)";

constexpr auto first_migration = R"(-- Version: {}
-- Description: Create table greetings
CREATE TABLE greetings (
    greeting_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    body        text NOT NULL
);

-- dunlin:down
DROP TABLE greetings;
)";

constexpr std::string_view first_seed =
    R"(-- Part of the default seed set: `dunlin seed` runs all files of this folder in one transaction.
-- Seeds can run repeatedly, so insert only rows that do not exist yet.
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

/// Writes the files of a new project, or keeps existing ones, and reports each.
class project_files {
public:
    explicit project_files(context& context) : context_(context) {}

    void write_if_missing(const fs::path& path, std::string_view content) {
        report(path, write_new_file(path, content));
    }

    void report(const fs::path& path, bool written) {
        const std::string name = path.lexically_normal().string();
        context_.info(fmt::format("{} {}", written ? "wrote" : "kept", name));
        files_.emplace_back(name, written);
    }

    void finish() {
        if (context_.json()) {
            output::json_writer json(context_.out());
            json.begin_object().member("schema", 1).key("files").begin_array();
            for (const auto& [name, written] : files_) {
                json.begin_object().member("file", name).member("written", written).end_object();
            }
            json.end_array().end_object();
        }
        context_.info("next: `dunlin migrate up`");
    }

private:
    context& context_;
    std::vector<std::pair<std::string, bool>> files_;
};

bool has_files(const fs::path& folder) {
    return fs::is_directory(folder) && !fs::is_empty(folder);
}

/// A project with migrations needs no examples.
void write_examples(project_files& files, const fs::path& folder) {
    if (has_files(folder / "migrations")) {
        files.report(folder / "migrations/", false);
        make_folder(folder / "seed");
        return;
    }
    make_folder(folder / "migrations");
    const std::string version = migrator::next_version(folder / "migrations");
    files.write_if_missing(folder / "migrations" / fmt::format("{}_create_greetings.sql", version),
                           fmt::format(first_migration, version));
    make_folder(folder / "seed");
    files.write_if_missing(folder / "seed/greetings.sql", first_seed);
}

} // namespace

runner setup_init(flag_set& flags) {
    auto options = std::make_shared<init_options>();
    flags
        .add("folder", options->folder,
             "Folder of the project, created if missing (default: the current one)")
        .value_name("FOLDER");
    return [options](context& context) { return run_init(*options, context); };
}

exit_code run_init(const init_options& options, context& context) {
    const fs::path folder = options.folder;
    make_folder(folder);
    project_files files(context);
    files.write_if_missing(folder / "dunlin.toml", configuration);
    files.write_if_missing(folder / ".gitignore", ignored_files);
    write_examples(files, folder);
    files.finish();
    return exit_code::done;
}

} // namespace dunlin::commands
