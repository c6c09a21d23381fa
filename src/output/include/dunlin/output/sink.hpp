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

/// The reader of the output has closed it (EPIPE). This is not an error: cli ends the program
/// without a message. The program must ignore SIGPIPE.
class closed_pipe final : public std::exception {
public:
    [[nodiscard]] const char* what() const noexcept override { return "the output was closed"; }
};

/// A destination for bytes.
class sink {
public:
    sink() = default;
    sink(const sink&) = delete;
    sink& operator=(const sink&) = delete;
    virtual ~sink() = default;

    virtual void write(std::string_view bytes) = 0;
    /// Writes everything that is still buffered.
    virtual void flush() {}
};

/// Writes to a file descriptor, which it does not own, through a large buffer. Throws closed_pipe,
/// or error(failed) with the system's reason. The destructor discards bytes that were not flushed.
class descriptor_sink final : public sink {
public:
    /// `name` is its name in error messages ("standard output"). While the reader does not read,
    /// throws error(interrupted) when `stop` (may be null; must outlive the sink) is requested, and
    /// error(timed_out) after `limit` (0: no limit).
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
    int reopened_ = -1;               ///< the same pipe, opened again with O_NONBLOCK
    std::size_t max_write_ = 0;       ///< 0: not determined yet
    bool polls_before_write_ = false; ///< a write could block, so poll() comes first
};

/// A text in memory, for tests and small documents.
class string_sink final : public sink {
public:
    void write(std::string_view bytes) override { text.append(bytes); }
    std::string text;
};

/// Escapes control characters except line feed and passes the text on to another sink, which it
/// does not own: for data formats that are written to a terminal. Each write must hold whole
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
