// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/sink.hpp>

#include <memory>
#include <string_view>

namespace dunlin {
class temporary_file;
}

namespace dunlin::output {

/// Keeps an output of any size in a temporary file, to be shown later. Errors are error(failed).
class spool final : public sink {
public:
    spool();
    ~spool() override;

    void write(std::string_view bytes) override;
    void flush() override;
    /// Writes all of it to another sink, in parts that hold whole characters. Nothing when nothing
    /// was written.
    void copy_to(sink& to);

private:
    std::unique_ptr<temporary_file> file_; ///< made by the first write
    std::unique_ptr<descriptor_sink> out_;
};

} // namespace dunlin::output
