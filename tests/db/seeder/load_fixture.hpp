// SPDX-License-Identifier: MIT
#pragma once

#include "seed_fixture.hpp"

#include <dunlin/seeder/load.hpp>

#include <string>
#include <string_view>

namespace dunlin::test {

/// Loads files under the names of their tables.
class load_fixture : public seed_fixture {
public:
    seeder::row_counts load(std::string_view name, std::string_view content,
                            const seeder::load_options& options = {}) {
        sqldb::transaction open(db());
        const auto rows =
            seeder::load_file(open, seeder::describe_file(folder().write(name, content)), options);
        open.commit();
        return rows;
    }
    seeder::row_counts load(std::string_view name, std::string_view content,
                            seeder::conflict_policy policy) {
        return load(name, content, options_for(policy));
    }
    /// As `seed load` does it.
    seeder::row_counts load_single_file(std::string_view name, std::string_view content,
                                        seeder::conflict_policy policy) {
        return seeder::load_single_file(db(), seeder::describe_file(folder().write(name, content)),
                                        options_for(policy))
            .total();
    }
    error refusal(std::string_view name, std::string_view content,
                  const seeder::load_options& options = {}) {
        return caught<error>([&] { load(name, content, options); });
    }
    error refusal(std::string_view name, std::string_view content, seeder::conflict_policy policy) {
        return refusal(name, content, options_for(policy));
    }
    static seeder::load_options options_for(seeder::conflict_policy policy) {
        seeder::load_options options;
        options.on_conflict = policy;
        return options;
    }
};

} // namespace dunlin::test
