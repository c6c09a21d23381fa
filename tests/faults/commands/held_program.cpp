// SPDX-License-Identifier: MIT
#include "held_program.hpp"

#include <chrono>
#include <sstream>
#include <thread>

namespace faults {
namespace {

using dunlin::test::sender;
using dunlin::test::verdict;

} // namespace

held_program::held_program(const verb_use& use, held_in moment,
                           const std::vector<std::string>& more,
                           const std::filesystem::path& server_socket, const std::string& database,
                           const std::filesystem::path& folder)
    : use_(use), moment_(moment),
      proxy_(server_socket, folder_.path(),
             [this](const dunlin::test::wire_message& message) { return judge(message); }) {
    std::vector<std::string> arguments;
    std::istringstream path{std::string(use.path)};
    for (std::string word; path >> word;) {
        arguments.push_back(word);
    }
    arguments.insert(arguments.end(), use.options.begin(), use.options.end());
    arguments.insert(arguments.end(), more.begin(), more.end());
    arguments.insert(arguments.end(),
                     {"--confirm", database, "-d",
                      "host=" + proxy_.host() + " port=5432 user=postgres dbname=" + database});
    program_ = std::make_unique<dunlin::test::running_program>(
        arguments, dunlin::test::surroundings{.input = use.input, .folder = folder});
}

std::string held_program::name() const {
    return std::string(use_.path) + " at \"" + std::string(use_.held_at) + '"';
}

verdict held_program::judge(const dunlin::test::wire_message& message) {
    const bool is_statement =
        message.from == sender::client && (message.type == 'Q' || message.type == 'P');
    if (moment_ == held_in::statement && is_statement && !released_ &&
        message.body.find(use_.held_at) != std::string_view::npos) {
        held_ = true;
        if (!use_.arrives) {
            while (!released_) { // at the end of the test, at the latest
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            }
        }
    }
    return verdict::forward;
}

} // namespace faults
