// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/sink.hpp>
#include <dunlin/output/terminal.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace dunlin::commands {

/// Holds output until it is longer than the terminal. Then everything goes to the sink that
/// `open_pager` returns, otherwise finish() writes it to `screen`. What was not finished is lost.
class screenful final : public output::sink {
public:
    /// `screen` and the pager must outlive it.
    screenful(output::sink& screen, const output::terminal& size,
              std::function<output::sink&()> open_pager)
        : screen_(screen), size_(size), open_pager_(std::move(open_pager)) {}

    void write(std::string_view bytes) override;
    /// Output that is held stays held.
    void flush() override;
    /// Writes the rest. Call it when all output was written.
    void finish();

private:
    [[nodiscard]] bool fits(std::string_view bytes);

    output::sink& screen_;
    output::terminal size_;
    std::function<output::sink&()> open_pager_;
    output::sink* pager_ = nullptr; ///< null: the output fits so far
    std::string held_;
    std::size_t lines_ = 0;
    std::size_t column_ = 0;
};

} // namespace dunlin::commands
