// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/sink.hpp>

#include <memory>
#include <string_view>

namespace dunlin {
class temporary_file;
}

namespace dunlin::output {

/// Stores output of any size in a temporary file, to be shown later. Throws error(failed).
class spool final : public sink {
public:
    spool();
    ~spool() override;

    void write(std::string_view bytes) override;
    void flush() override;
    /// Writes the stored output to another sink, in chunks of whole characters.
    void copy_to(sink& to);

private:
    std::unique_ptr<temporary_file> file_; ///< created by the first write
    std::unique_ptr<descriptor_sink> out_;
};

} // namespace dunlin::output
