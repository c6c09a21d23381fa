// SPDX-License-Identifier: MIT
#include "format/format.hpp"
#include "format/sections.hpp"

namespace dunlin::migrator {
namespace {

/// One text of many `-- Version:` sections, as darwin reads it, or a folder of such texts.
class darwin_documents final : public format {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "darwin"; }

    [[nodiscard]] bool is_default_for(const std::filesystem::path& path) const override {
        std::error_code ignored;
        return std::filesystem::is_regular_file(path, ignored);
    }

    void read(const std::filesystem::path& path, source& into) const override {
        if (!std::filesystem::is_directory(path)) {
            into.versioned = read_document(read_source_file(path), document_rules::darwin);
            return;
        }
        for (const auto& entry : std::filesystem::directory_iterator(path)) {
            if (entry.path().extension() == ".sql") {
                for (auto& each :
                     read_document(read_source_file(entry.path()), document_rules::darwin)) {
                    into.versioned.push_back(std::move(each));
                }
            }
        }
    }
};

} // namespace

const format& darwin_format() {
    static const darwin_documents reader;
    return reader;
}

} // namespace dunlin::migrator
