// SPDX-License-Identifier: MIT
#include "skipped.hpp"

#include <doctest/doctest.h>

#include <iostream>
#include <set>

namespace dunlin::test {
namespace {

std::set<std::string>& reasons() {
    static std::set<std::string> all;
    return all;
}

/// A failure must not look like a skipped test, so the sentence comes when the outcome is known.
class skip_listener final : public doctest::IReporter {
public:
    explicit skip_listener(const doctest::ContextOptions&) {}

    void test_case_start(const doctest::TestCaseData&) override { reasons().clear(); }
    void test_case_end(const doctest::CurrentTestCaseStats& ended) override {
        if (ended.failure_flags == 0) {
            for (const auto& reason : reasons()) {
                std::cout << "This test was skipped: " << reason << std::endl;
            }
        }
    }

    void report_query(const doctest::QueryData&) override {}
    void test_run_start() override {}
    void test_run_end(const doctest::TestRunStats&) override {}
    void test_case_reenter(const doctest::TestCaseData&) override {}
    void test_case_exception(const doctest::TestCaseException&) override {}
    void subcase_start(const doctest::SubcaseSignature&) override {}
    void subcase_end() override {}
    void log_assert(const doctest::AssertData&) override {}
    void log_message(const doctest::MessageData&) override {}
    void test_case_skipped(const doctest::TestCaseData&) override {}
};

} // namespace

void skip(const std::string& reason) {
    reasons().insert(reason);
}

// After the namespace's own names: the macro names what it registers.
REGISTER_LISTENER("skipped", 1, skip_listener);

} // namespace dunlin::test
