// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/telemetry/trace_context.hpp>
#include <dunlin/telemetry/tracer.hpp>

#include <exception>
#include <utility>

namespace dunlin::telemetry {
namespace {

/// The number of spans exported together, and so the most that a killed run loses.
constexpr std::size_t batch = 256;

using std::chrono::microseconds;
using std::chrono::steady_clock;

} // namespace

tracer::tracer(std::string parent, std::function<void(const std::string&)> on_failure)
    : parent_(std::move(parent)), on_failure_(std::move(on_failure)), started_(now()),
      started_steadily_(steady_clock::now()) {}

void tracer::add(std::unique_ptr<span_exporter> exporter) {
    const std::lock_guard lock(mutex_);
    exporters_.push_back(std::move(exporter));
}

/// Based on the steady clock, so that no span ends before it began when the system's clock is set
/// back.
timestamp tracer::time() const {
    return started_ +
           std::chrono::duration_cast<microseconds>(steady_clock::now() - started_steadily_);
}

void tracer::begin(std::string name, attributes about, microseconds earlier) {
    const std::lock_guard lock(mutex_);
    span opened;
    opened.id = new_span_id();
    opened.parent = open_.empty() ? parent_ : open_.back().id;
    opened.name = std::move(name);
    opened.about = std::move(about);
    opened.begin = time() - earlier;
    open_.push_back(std::move(opened));
}

void tracer::describe(attribute more) {
    const std::lock_guard lock(mutex_);
    if (!open_.empty()) {
        open_.back().about.push_back(std::move(more));
    }
}

void tracer::add_event(std::string event, attributes about) {
    const std::lock_guard lock(mutex_);
    if (!open_.empty()) {
        open_.back().events.push_back({std::move(event), time(), std::move(about)});
    }
}

void tracer::fail(std::string type, std::string message) {
    const std::lock_guard lock(mutex_);
    if (!open_.empty()) {
        open_.back().failed = true;
        open_.back().message = std::move(message);
        open_.back().about.emplace_back("error.type", std::move(type));
    }
}

void tracer::end() {
    const std::lock_guard lock(mutex_);
    end_innermost();
}

void tracer::end_innermost() {
    if (open_.empty()) {
        return;
    }
    span done = std::move(open_.back());
    open_.pop_back();
    done.end = time();
    store(std::move(done));
}

void tracer::add_ended(span done, microseconds duration) {
    const std::lock_guard lock(mutex_);
    done.id = new_span_id();
    done.parent = open_.empty() ? parent_ : open_.back().id;
    done.end = time();
    done.begin = done.end - duration;
    store(std::move(done));
}

std::size_t tracer::depth() const {
    const std::lock_guard lock(mutex_);
    return open_.size();
}

void tracer::store(span done) {
    ended_.push_back(std::move(done));
    if (ended_.size() >= batch) {
        export_ended();
    }
}

void tracer::flush() {
    const std::lock_guard lock(mutex_);
    export_ended();
}

void tracer::export_ended() {
    if (!ended_.empty()) {
        const std::vector<span> finished = std::exchange(ended_, {});
        for_each_exporter([&](span_exporter& exporter) { exporter.export_spans(finished); });
    }
}

void tracer::finish() {
    const std::lock_guard lock(mutex_);
    while (!open_.empty()) {
        end_innermost();
    }
    export_ended();
    for_each_exporter([](span_exporter& exporter) { exporter.finish(); });
    exporters_.clear();
}

void tracer::for_each_exporter(const std::function<void(span_exporter&)>& call) {
    for (auto& exporter : exporters_) {
        try {
            if (exporter) {
                call(*exporter);
            }
        } catch (const std::exception& problem) {
            on_failure_(problem.what());
            exporter.reset();
        }
    }
}

} // namespace dunlin::telemetry
