// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin::telemetry {

/// A label's value as Prometheus' text format writes it between quotes.
std::string escaped_label_value(std::string_view text);

} // namespace dunlin::telemetry
