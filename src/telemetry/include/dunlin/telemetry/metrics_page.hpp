// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dunlin::telemetry {

using labels = std::vector<std::pair<std::string, std::string>>;

/// A page in Prometheus' text format. It starts from the page of an earlier command, so that
/// counters continue and samples that this command does not set are kept.
class metrics_page {
public:
    struct family {
        std::string name;
        std::string type; ///< "gauge" or "counter"
        std::string help;
    };
    /// The families of the page, in this order; no others are written.
    explicit metrics_page(std::vector<family> families);

    /// Reads the samples of an earlier page. Lines that are not samples of known families are
    /// ignored.
    void read(std::string_view text);
    void set(const std::string& name, const labels& of, double value);
    void add(const std::string& name, const labels& of, double increment);
    /// Removes the samples of a family that have all these labels.
    void remove(const std::string& name, const labels& of);

    /// Every family that has samples, with HELP and TYPE.
    [[nodiscard]] std::string text() const;

private:
    [[nodiscard]] bool is_known(std::string_view name) const;

    std::vector<family> families_;
    /// By family, then by formatted labels: {a="b",c="d"}.
    std::map<std::string, std::map<std::string, double>, std::less<>> samples_;
};

} // namespace dunlin::telemetry
