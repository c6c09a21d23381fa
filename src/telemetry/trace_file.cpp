// SPDX-License-Identifier: MIT
#include "otlp_json.hpp"

#include <dunlin/output/append_file.hpp>
#include <dunlin/telemetry/trace_file.hpp>

#include <utility>

namespace dunlin::telemetry {

trace_file::trace_file(const std::filesystem::path& path, trace_identity identity)
    : trace_file(path, std::move(identity), output::reader_wait{}) {}

trace_file::trace_file(const std::filesystem::path& path, trace_identity identity,
                       const output::reader_wait& wait)
    : identity_(std::move(identity)), file_(std::make_unique<output::append_file>(path, wait)) {}

trace_file::~trace_file() = default;

void trace_file::export_spans(const std::vector<span>& finished) {
    file_->write(otlp_json(identity_, finished));
}

} // namespace dunlin::telemetry
