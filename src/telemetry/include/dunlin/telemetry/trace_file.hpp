// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/file.hpp>
#include <dunlin/telemetry/span.hpp>

#include <filesystem>

namespace dunlin::telemetry {

/// Appends OTLP JSON lines to a file, as the collector's own file exporter writes and its receiver
/// `otlpjsonfile` reads them. Each batch is one line and one write, so that several programs may
/// share the file.
class trace_file final : public span_sink {
public:
    /// Throws error(failed) naming the path when it cannot be opened.
    trace_file(const std::filesystem::path& path, trace_identity who);
    void take(const std::vector<span>& finished) override;

private:
    trace_identity who_;
    append_file file_;
};

} // namespace dunlin::telemetry
