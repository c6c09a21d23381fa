// SPDX-License-Identifier: MIT
#pragma once

#include <support/golden.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <filesystem>
#include <string>
#include <vector>

/// The real shells with the completion scripts of the project and the built dunlin.
namespace dunlin::test {

/// Whether one of the lines is this word, or begins with it and a tab.
bool has_word(const std::string& lines, const std::string& word);

/// What bash would offer at the end of the line, one word a line.
std::string bash_offers(const std::string& line, const std::filesystem::path& folder = {});

/// The same of fish, which puts a tab and a description behind each word.
std::string fish_offers(const std::string& line, const std::filesystem::path& folder = {});

/// An interactive shell in a terminal, which is typed into.
class shell_session {
public:
    shell_session(const std::filesystem::path& shell, const std::vector<std::string>& arguments,
                  const std::filesystem::path& folder);

    void type(const std::string& keys);
    void wait_for(const std::string& text);
    /// Types a line that begins with "dunlin "; the rest of it as it is when the shell has
    /// completed what is before each tab. The line is not run.
    std::string completed(const std::string& line);

private:
    running_program program_;
    int lines_ = 0;
};

} // namespace dunlin::test
