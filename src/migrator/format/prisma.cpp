// SPDX-License-Identifier: MIT
#include "format/calls.hpp"
#include "format/format.hpp"
#include "format/never_run.hpp"

#include <dunlin/base/digest.hpp>
#include <dunlin/base/position.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace dunlin::migrator {
namespace {

constexpr auto script_name = "migration.sql";
constexpr auto lock_name = "migration_lock.toml";
/// Prisma's manual recommends this name for a down script; Prisma itself never runs it.
constexpr auto down_name = "down.sql";

bool begins_with_time(std::string_view name) {
    return name.size() > 15 && name[14] == '_' &&
           std::all_of(name.begin(), name.begin() + 14,
                       [](char c) { return c >= '0' && c <= '9'; });
}

/// Drizzle's folders hold a migration.sql too, beside a snapshot.
bool is_migration(const folder& inner) {
    return inner.has(script_name) && !inner.has("snapshot.json");
}

/// The lock says for which database the migrations were written.
void check_provider(const source_file& lock) {
    std::size_t begin = 0;
    while (begin < lock.text.size()) {
        const std::size_t end = std::min(lock.text.find('\n', begin), lock.text.size());
        const std::string_view line = std::string_view(lock.text).substr(begin, end - begin);
        if (line.starts_with("provider")) {
            const std::size_t quote = line.find('"');
            const std::string_view value =
                quote == std::string_view::npos
                    ? ""
                    : line.substr(quote + 1, line.find('"', quote + 1) - quote - 1);
            if (value != "postgresql" && value != "postgres") {
                throw error(error_kind::config,
                            fmt::format("these migrations were written for {}",
                                        value.empty() ? "an unknown database" : value))
                    .with_hint("the provider of migrations for PostgreSQL is \"postgresql\"")
                    .at(locate(lock.text, begin, lock.name));
            }
            return;
        }
        begin = end + 1;
    }
    throw error(error_kind::config, fmt::format("{} sets no provider", lock.name))
        .with_hint("write: provider = \"postgresql\"")
        .at(locate(lock.text, 0, lock.name));
}

std::string replaced(std::string_view text, std::string_view pattern, std::string_view with) {
    std::string result;
    std::size_t copied = 0;
    for (std::size_t at = 0; (at = text.find(pattern, at)) != std::string_view::npos;
         copied = at += pattern.size()) {
        result.append(text.substr(copied, at - copied)).append(with);
    }
    return result.append(text.substr(copied));
}

/// Old releases wrote each byte without its leading zero.
std::string without_padding(std::string_view hex) {
    std::string result;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        if (hex[i] != '0') {
            result += hex[i];
        }
        result += hex[i + 1];
    }
    return result;
}

/// All that Prisma accepts: the text unchanged, with the other line ends, and each as old releases
/// wrote it.
std::vector<std::string> accepted_checksums(std::string_view script) {
    std::vector<std::string> checksums;
    const auto add = [&](const std::string& text) {
        if (std::find(checksums.begin(), checksums.end(), "prisma:" + text) == checksums.end()) {
            checksums.push_back("prisma:" + text);
        }
    };
    for (const std::string& text :
         {std::string(script), replaced(script, "\r\n", "\n"), replaced(script, "\n", "\r\n")}) {
        const std::string sum = sha256(text);
        add(sum);
        add(without_padding(sum));
    }
    return checksums;
}

script whole(const std::shared_ptr<const source_file>& file) {
    script script;
    script.end = file->text.size();
    script.options.no_transaction = is_lone_call(file->text);
    script.options.honours_blocks = true;
    script.options.keeps_session = true;
    return script;
}

migration read_one(const folder& at, const std::string& name, const folder& inner) {
    migration migration;
    migration.version = name;
    migration.description =
        replaced(name.substr(std::min(name.find('_'), name.size() - 1) + 1), "_", " ");
    migration.file = at.read(name + "/" + script_name);
    migration.up = whole(migration.file);
    migration.tool_checksums = accepted_checksums(migration.file->text);
    migration.any_order = true;
    if (inner.has(down_name)) {
        const auto file = at.read(name + "/" + down_name);
        migration.down = whole(file);
        migration.down->file = file;
    }
    compute_checksum(migration);
    return migration;
}

class prisma_folder final : public format {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "prisma"; }

    [[nodiscard]] fit fits(const folder& at) const override {
        if (at.has(lock_name)) {
            return fit::certain;
        }
        for (const folder::item& item : at.items()) {
            if (item.is_folder && begins_with_time(item.name)) {
                return is_migration(at.inner(item.name)) ? fit::certain : fit::none;
            }
        }
        return fit::none;
    }

    void read(const folder& at, const read_options& options, source& into) const override {
        into.order = version_order::lexical;
        if (at.has(lock_name)) {
            read_part(options, [&] { check_provider(*at.read(lock_name)); });
        }
        for (const folder::item& item : at.items()) {
            if (item.is_folder) {
                read_part(options, [&] { read_folder(at, item.name, into); });
            } else {
                note_never_run(at, item, into);
            }
        }
    }

private:
    static void read_folder(const folder& at, const std::string& name, source& into) {
        const folder& inner = at.inner(name);
        if (!inner.has(script_name)) {
            throw error(error_kind::config,
                        fmt::format("{} contains no {}", (at.path() / name).string(), script_name))
                .with_hint(
                    "add the file, or remove the folder: Prisma reads every folder as a migration");
        }
        into.versioned.push_back(read_one(at, name, inner));
        for (const folder::item& beside : inner.items()) {
            if (beside.name != script_name && beside.name != down_name) {
                note_never_run(inner, beside, into);
            }
        }
    }
};

} // namespace

const format& prisma_format() {
    static const prisma_folder reader;
    return reader;
}

} // namespace dunlin::migrator
