// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/telemetry/span.hpp>

#include <filesystem>
#include <memory>

namespace dunlin::output {
class append_file;
struct reader_wait;
} // namespace dunlin::output

namespace dunlin::telemetry {

/// Appends OTLP JSON lines to a file, as the collector's own file exporter writes and its receiver
/// `otlpjsonfile` reads them. Each batch is one line and one write, so that several programs may
/// share the file.
class trace_file final : public span_exporter {
public:
    /// Throws error(failed) naming the path when it cannot be opened.
    trace_file(const std::filesystem::path& path, trace_identity identity);
    trace_file(const std::filesystem::path& path, trace_identity identity,
               const output::reader_wait& wait);
    ~trace_file() override;
    trace_file(const trace_file&) = delete;
    trace_file& operator=(const trace_file&) = delete;

    void export_spans(const std::vector<span>& finished) override;

private:
    trace_identity identity_;
    std::unique_ptr<output::append_file> file_;
};

} // namespace dunlin::telemetry
