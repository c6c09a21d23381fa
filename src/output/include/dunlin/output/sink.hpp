// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <exception>
#include <string>
#include <string_view>

namespace dunlin {
class interruption;
}

namespace dunlin::output {

/// The reader of our output has gone (EPIPE). Not an error: whoever writes stops, and the one
/// catch in cli ends the program quietly. SIGPIPE must be ignored by the program.
class closed_pipe final : public std::exception {
public:
    [[nodiscard]] const char* what() const noexcept override { return "the output was closed"; }
};

/// Where bytes go.
class sink {
public:
    sink() = default;
    sink(const sink&) = delete;
    sink& operator=(const sink&) = delete;
    virtual ~sink() = default;

    virtual void write(std::string_view bytes) = 0;
    /// Hands everything on that is still held back.
    virtual void flush() {}
};

/// A file descriptor behind a large buffer. The descriptor is not owned. Throws closed_pipe, or
/// error(failed) with the system's reason. Bytes that were not flushed are dropped by the
/// destructor: flush() is a visible act.
class descriptor_sink final : public sink {
public:
    /// `name` is what error messages call it ("standard output"). A reader that makes us wait is
    /// error(interrupted) when a signal arrives, where `stop` is given (it must outlive the sink),
    /// and error(timed_out) when it takes nothing for longer than `limit` (0: no limit).
    descriptor_sink(int descriptor, std::string name, const interruption* stop = nullptr,
                    std::chrono::milliseconds limit = {});
    ~descriptor_sink() override;

    void write(std::string_view bytes) override;
    void flush() override;

private:
    void write_out(std::string_view bytes);
    void prepare();
    void await_reader() const;

    int descriptor_;
    std::string name_;
    const interruption* stop_;
    std::chrono::milliseconds limit_;
    std::string buffer_;
    int reopened_ = -1; ///< the same pipe, opened once more so that writing to it never blocks
    std::size_t max_write_ = 0; ///< 0: not looked at yet
    bool polls_before_write_ =
        false; ///< a write could block, so the reader is waited for before it
};

/// A text in memory, for tests and small documents.
class string_sink final : public sink {
public:
    void write(std::string_view bytes) override { text.append(bytes); }
    std::string text;
};

/// Makes control characters visible, except line feed, on their way into another sink, which is not
/// owned: for data formats whose reader turns out to be a terminal. Each write must hold whole
/// characters.
class terminal_sink final : public sink {
public:
    explicit terminal_sink(sink& inner) : inner_(inner) {}
    void write(std::string_view bytes) override;
    void flush() override { inner_.flush(); }

private:
    sink& inner_;
};

} // namespace dunlin::output
