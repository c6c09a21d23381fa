// SPDX-License-Identifier: MIT
#include "format/format.hpp"
#include "format/liquibase/changelog.hpp"
#include "format/refuse.hpp"

#include <fmt/format.h>
#include <yaml.h>

namespace dunlin::migrator {
namespace {

constexpr auto form =
    "a YAML or JSON changelog is a list named databaseChangeLog of include and includeAll";

/// A YAML document as libyaml composes it.
class yaml_text {
public:
    explicit yaml_text(const source_file& file) : file_(file) {
        yaml_parser_initialize(&parser_);
        const auto* bytes = reinterpret_cast<const unsigned char*>(file.text.data());
        yaml_parser_set_input_string(&parser_, bytes, file.text.size());
        if (yaml_parser_load(&parser_, &document_) == 0) {
            const std::string problem = parser_.problem != nullptr ? parser_.problem : "malformed";
            const std::size_t line = parser_.problem_mark.line;
            yaml_parser_delete(&parser_);
            refuse(file, begin_of_line(line), fmt::format("invalid YAML: {}", problem), form);
        }
    }
    yaml_text(const yaml_text&) = delete;
    yaml_text& operator=(const yaml_text&) = delete;
    ~yaml_text() {
        yaml_document_delete(&document_);
        yaml_parser_delete(&parser_);
    }

    [[nodiscard]] const yaml_node_t* root() { return yaml_document_get_root_node(&document_); }
    [[nodiscard]] const yaml_node_t& node(int id) {
        return *yaml_document_get_node(&document_, id);
    }
    [[nodiscard]] std::size_t place(const yaml_node_t& of) const {
        return begin_of_line(of.start_mark.line);
    }
    [[nodiscard]] std::string scalar(const yaml_node_t& of) const {
        if (of.type != YAML_SCALAR_NODE) {
            refuse(file_, place(of), "found a list or map, expected a string", form);
        }
        return {reinterpret_cast<const char*>(of.data.scalar.value), of.data.scalar.length};
    }

private:
    [[nodiscard]] std::size_t begin_of_line(std::size_t line) const {
        std::size_t at = 0;
        for (; line > 0 && at < file_.text.size(); --line) {
            at = std::min(file_.text.find('\n', at), file_.text.size() - 1) + 1;
        }
        return at;
    }

    const source_file& file_;
    yaml_parser_t parser_{};
    yaml_document_t document_{};
};

template <class Call>
void for_each_pair(yaml_text& text, const source_file& file, const yaml_node_t& map, Call&& call) {
    if (map.type != YAML_MAPPING_NODE) {
        refuse(file, text.place(map), "expected a map of names to values", form);
    }
    for (const auto* pair = map.data.mapping.pairs.start; pair != map.data.mapping.pairs.top;
         ++pair) {
        const yaml_node_t& key = text.node(pair->key);
        call(text.scalar(key), text.place(key), text.node(pair->value));
    }
}

} // namespace

std::vector<liquibase_include> read_liquibase_yaml(const source_file& file,
                                                   const read_options& options) {
    yaml_text text(file);
    std::vector<liquibase_include> includes;
    const auto read_entry = [&](const std::string& word, std::size_t at, const yaml_node_t& value) {
        std::map<std::string, std::string> attributes;
        if (word == "include" || word == "includeAll") {
            for_each_pair(text, file, value,
                          [&](const std::string& name, std::size_t, const yaml_node_t& of) {
                              attributes.insert_or_assign(name, text.scalar(of));
                          });
        }
        includes.push_back(make_liquibase_include(file, at, word, attributes));
    };
    const yaml_node_t* root = text.root();
    if (root == nullptr) {
        return includes;
    }
    for_each_pair(
        text, file, *root, [&](const std::string& word, std::size_t at, const yaml_node_t& list) {
            if (word != "databaseChangeLog" || list.type != YAML_SEQUENCE_NODE) {
                refuse(file, at, fmt::format("{} is not a changelog list", word), form);
            }
            for (const auto* item = list.data.sequence.items.start;
                 item != list.data.sequence.items.top; ++item) {
                read_part(options,
                          [&] { for_each_pair(text, file, text.node(*item), read_entry); });
            }
        });
    return includes;
}

} // namespace dunlin::migrator
