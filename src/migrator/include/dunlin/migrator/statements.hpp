// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/source.hpp>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

struct prepared_script;

/// A statement of a script, as byte offsets of its text.
struct source_statement {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t transaction = 0; ///< equal for the statements of one transaction
};

/// A script as it would be sent; a placeholder without a known value stands for itself.
class source_script {
public:
    explicit source_script(std::shared_ptr<const prepared_script> prepared);

    [[nodiscard]] const std::string& version() const noexcept; ///< of a hook its name
    [[nodiscard]] migrator::direction direction() const noexcept;
    [[nodiscard]] const std::string& file() const noexcept;
    [[nodiscard]] std::string_view text() const noexcept;
    [[nodiscard]] source_location where(std::size_t offset) const;
    [[nodiscard]] const std::vector<source_statement>& statements() const noexcept {
        return statements_;
    }

private:
    std::shared_ptr<const prepared_script> prepared_;
    std::vector<source_statement> statements_;
};

/// The up scripts of a source in the order in which they run, each followed by its down script,
/// then its hooks. BEGIN, COMMIT and the like are left out. Throws error(config) like `up` does for
/// a script that it would refuse. The source must outlive them.
std::vector<source_script> read_scripts(const source& files);

/// The versions of migrations that a revision of the git repository does not have, or has with
/// other content. Throws like compare_with_revision().
std::vector<std::string> versions_since_revision(const source& now,
                                                 const std::filesystem::path& path,
                                                 const std::string& revision,
                                                 const read_options& options = {});

} // namespace dunlin::migrator
