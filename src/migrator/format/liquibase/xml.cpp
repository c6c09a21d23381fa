// SPDX-License-Identifier: MIT
#include "format/format.hpp"
#include "format/liquibase/changelog.hpp"
#include "format/refuse.hpp"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <memory>

namespace dunlin::migrator {
namespace {

/// Takes the elements as expat finds them. Its callbacks must not throw into C.
struct xml_reader {
    const source_file& file;
    const read_options& options;
    XML_Parser parser;
    int depth = 0;
    int refused_depth = 0; ///< what is below a refused element belongs to it; 0: there is none
    std::vector<liquibase_include> includes = {};
    std::exception_ptr problem = {};

    [[nodiscard]] std::size_t place() const {
#if XML_MAJOR_VERSION > 2 || XML_MINOR_VERSION >= 9 // where the older function is deprecated
        const std::int64_t at = XML_GetCurrentByteIndex64(parser);
#else
        const std::int64_t at = XML_GetCurrentByteIndex(parser);
#endif
        return static_cast<std::size_t>(std::max<std::int64_t>(at, 0));
    }

    void open(std::string_view name, const char** attributes) {
        if (++depth == 1) {
            read_root(name, attributes);
            return;
        }
        if (refused_depth != 0) {
            return;
        }
        std::map<std::string, std::string> given;
        for (; *attributes != nullptr; attributes += 2) {
            given.insert_or_assign(attributes[0], attributes[1]);
        }
        includes.push_back(make_liquibase_include(file, place(), name, given));
    }

    void read_root(std::string_view name, const char** attributes) const {
        if (name != "databaseChangeLog") {
            refuse(file, place(), fmt::format("{} is not a changelog", name),
                   "an XML changelog has the root element databaseChangeLog");
        }
        for (; *attributes != nullptr; attributes += 2) {
            const std::string_view text = attributes[0];
            if (!text.starts_with("xmlns") && !text.starts_with("xsi:")) {
                refuse(file, place(), fmt::format("{} of databaseChangeLog is not supported", text),
                       "remove it, or move the changesets to formatted SQL files");
            }
        }
    }
};

void on_open(void* user, const char* name, const char** attributes) {
    auto& reader = *static_cast<xml_reader*>(user);
    try {
        read_part(reader.options, [&] {
            try {
                reader.open(name, attributes);
            } catch (const error&) {
                reader.refused_depth = reader.depth;
                throw;
            }
        });
    } catch (...) {
        reader.problem = std::current_exception();
        XML_StopParser(reader.parser, XML_FALSE);
    }
}

void on_close(void* user, const char* /*name*/) {
    auto& reader = *static_cast<xml_reader*>(user);
    if (--reader.depth < reader.refused_depth) {
        reader.refused_depth = 0;
    }
}

} // namespace

std::vector<liquibase_include> read_liquibase_xml(const source_file& file,
                                                  const read_options& options) {
    const std::unique_ptr<std::remove_pointer_t<XML_Parser>, decltype(&XML_ParserFree)> parser(
        XML_ParserCreate(nullptr), &XML_ParserFree);
    xml_reader reader{file, options, parser.get()};
    XML_SetUserData(parser.get(), &reader);
    XML_SetElementHandler(parser.get(), on_open, on_close);
    const auto size = static_cast<int>(file.text.size());
    const bool sound = XML_Parse(parser.get(), file.text.data(), size, 1) != XML_STATUS_ERROR;
    if (reader.problem) {
        std::rethrow_exception(reader.problem);
    }
    if (!sound) {
        refuse(file, std::min(reader.place(), file.text.size()),
               fmt::format("invalid XML: {}", XML_ErrorString(XML_GetErrorCode(parser.get()))),
               "write a <databaseChangeLog> element with include and includeAll");
    }
    return std::move(reader.includes);
}

} // namespace dunlin::migrator
