// SPDX-License-Identifier: MIT
#include <dunlin/output/safe_text.hpp>
#include <dunlin/output/spool.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace dunlin::output;

namespace {

/// Keeps the parts apart.
class parts_sink final : public sink {
public:
    void write(std::string_view bytes) override { parts.emplace_back(bytes); }
    std::vector<std::string> parts;
};

} // namespace

TEST_CASE("a spool gives back what it got, and no character in two parts") {
    for (const std::string character : {"x", "\xC3\xA4", "\xE6\xBC\xA2", "\xF0\x9F\x90\xA6"}) {
        spool spooled;
        std::string text = "x";
        for (int i = 0; i < 100000; ++i) {
            text += character;
        }
        spooled.write(text);
        parts_sink out;
        spooled.copy_to(out);
        std::string seen;
        for (const auto& part : out.parts) {
            CHECK(is_safe(part));
            seen += part;
        }
        CHECK(seen == text);
        CHECK(out.parts.size() > 1);
    }
}

TEST_CASE("a spool keeps bytes that are no text, and writes nothing when it got nothing") {
    spool spooled;
    parts_sink none;
    spooled.copy_to(none);
    CHECK(none.parts.empty());
    spooled.write("a\xFF\xF0");
    string_sink out;
    spooled.copy_to(out);
    CHECK(out.text == "a\xFF\xF0");
}
