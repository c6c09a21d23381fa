// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/telemetry/tracer.hpp>

#include <doctest/doctest.h>

#include <string>
#include <thread>
#include <vector>

using namespace dunlin::telemetry;
using std::chrono::microseconds;

namespace {

/// Keeps what it is given in a place that outlives it.
class keeper final : public span_exporter {
public:
    explicit keeper(std::vector<span>& into) : into_(into) {}
    void export_spans(const std::vector<span>& finished) override {
        into_.insert(into_.end(), finished.begin(), finished.end());
    }

private:
    std::vector<span>& into_;
};

class broken final : public span_exporter {
public:
    explicit broken(int& calls) : calls_(calls) {}
    void export_spans(const std::vector<span>&) override {
        ++calls_;
        throw dunlin::error(dunlin::error_kind::failed, "no room");
    }

private:
    int& calls_;
};

span statement() {
    span ended;
    ended.name = "SELECT";
    return ended;
}

struct traced {
    std::vector<span> spans;
    std::vector<std::string> complaints;
    tracer to{"00f067aa0ba902b7", [this](const std::string& text) { complaints.push_back(text); }};
    traced() { to.add(std::make_unique<keeper>(spans)); }
};

} // namespace

TEST_CASE("spans stand within each other, the outermost within the caller's") {
    traced t;
    t.to.begin("command", {});
    t.to.begin("run", {{"count", std::int64_t{2}}});
    t.to.add_ended(statement(), microseconds(5));
    t.to.add_event("retry", {});
    t.to.fail("55P03", "no lock");
    t.to.finish();
    REQUIRE(t.spans.size() == 3);
    const span& statement = t.spans[0];
    const span& run = t.spans[1];
    const span& command = t.spans[2];
    CHECK(command.parent == "00f067aa0ba902b7");
    CHECK(run.parent == command.id);
    CHECK(statement.parent == run.id);
    CHECK(statement.end - statement.begin == microseconds(5));
    CHECK(run.events.at(0).name == "retry");
    CHECK(run.failed);
    CHECK(run.message == "no lock");
    CHECK(std::get<std::string>(run.about.at(1).second) == "55P03");
    CHECK_FALSE(command.failed);
    CHECK(command.begin <= run.begin);
    CHECK(run.end <= command.end);
}

TEST_CASE("a span may have begun earlier than it was known") {
    traced t;
    t.to.begin("command", {}, std::chrono::seconds(3));
    t.to.finish();
    CHECK(t.spans.at(0).end - t.spans.at(0).begin >= std::chrono::seconds(3));
}

TEST_CASE("many spans are handed on before the end") {
    traced t;
    t.to.begin("command", {});
    for (int i = 0; i < 300; ++i) {
        t.to.add_ended(statement(), microseconds(1));
    }
    CHECK(t.spans.size() == 256);
    t.to.flush();
    CHECK(t.spans.size() == 300);
}

TEST_CASE("a sink that fails is complained about once, and the others go on") {
    traced t;
    int calls = 0;
    t.to.add(std::make_unique<broken>(calls));
    t.to.begin("a", {});
    t.to.end();
    t.to.flush();
    t.to.begin("b", {});
    t.to.finish();
    CHECK(calls == 1);
    CHECK(t.complaints == std::vector<std::string>{"no room"});
    CHECK(t.spans.size() == 2);
}

TEST_CASE("several threads may add spans") {
    traced t;
    t.to.begin("command", {});
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int j = 0; j < 500; ++j) {
                t.to.add_ended(statement(), microseconds(1));
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    t.to.finish();
    CHECK(t.spans.size() == 2001);
}
