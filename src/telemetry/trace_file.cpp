// SPDX-License-Identifier: MIT
#include "otlp_json.hpp"

#include <dunlin/telemetry/trace_file.hpp>

#include <utility>

namespace dunlin::telemetry {

trace_file::trace_file(const std::filesystem::path& path, trace_identity who)
    : who_(std::move(who)), file_(path) {}

void trace_file::take(const std::vector<span>& finished) {
    file_.write(otlp_json(who_, finished));
}

} // namespace dunlin::telemetry
