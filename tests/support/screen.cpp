// SPDX-License-Identifier: MIT
#include "screen.hpp"

#include <cstddef>

namespace dunlin::test {
namespace {

class emulator {
public:
    void receive(std::string_view sent) {
        for (std::size_t i = 0; i < sent.size(); ++i) {
            if (sent[i] == '\x1b') {
                i = obey_escape(sent, i);
            } else if (sent[i] == '\r') {
                at_ = 0;
            } else if (sent[i] == '\n') {
                lines.push_back(line_);
                line_.clear();
                at_ = 0;
            } else {
                put(sent[i]);
            }
        }
        if (!line_.empty()) {
            lines.push_back(line_);
        }
    }

    std::vector<std::string> lines;

private:
    /// Returns where the sequence ends.
    std::size_t obey_escape(std::string_view sent, std::size_t begin) {
        const std::size_t end = sent.find_first_of("Km", begin);
        if (end != std::string_view::npos && sent[end] == 'K') {
            line_.resize(at_);
        }
        return end == std::string_view::npos ? sent.size() : end;
    }

    void put(char c) {
        if (at_ < line_.size()) {
            line_[at_] = c;
        } else {
            line_ += c;
        }
        ++at_;
    }

    std::string line_;
    std::size_t at_ = 0;
};

} // namespace

std::vector<std::string> lines_on_screen(std::string_view sent) {
    emulator terminal;
    terminal.receive(sent);
    return terminal.lines;
}

std::string text_on_screen(std::string_view sent) {
    std::string text;
    for (const std::string& line : lines_on_screen(sent)) {
        text += line + '\n';
    }
    return text;
}

std::string at_all_widths(const std::vector<std::string>& arguments, const surroundings& context) {
    std::string text;
    for (const int columns : {60, 80, 100, 200}) {
        text += "--- " + std::to_string(columns) + " columns\n";
        text += text_on_screen(run_in_terminal(arguments, columns, context).out);
    }
    return text;
}

} // namespace dunlin::test
