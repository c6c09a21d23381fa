// SPDX-License-Identifier: MIT
#include "otlp_json.hpp"

#include <dunlin/output/append_file.hpp>
#include <dunlin/telemetry/trace_file.hpp>

#include <utility>

namespace dunlin::telemetry {

trace_file::trace_file(const std::filesystem::path& path, trace_identity who)
    : trace_file(path, std::move(who), output::reader_wait{}) {}

trace_file::trace_file(const std::filesystem::path& path, trace_identity who,
                       const output::reader_wait& wait)
    : who_(std::move(who)), file_(std::make_unique<output::append_file>(path, wait)) {}

trace_file::~trace_file() = default;

void trace_file::export_spans(const std::vector<span>& finished) {
    file_->write(otlp_json(who_, finished));
}

} // namespace dunlin::telemetry
