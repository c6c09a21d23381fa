// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <string>
#include <string_view>

namespace dunlin {
class atomic_file;
class interruption;
} // namespace dunlin

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
    /// `name` is what error messages call it ("standard output"). A signal that arrives while the
    /// reader makes us wait is error(interrupted) when `stop` is given; it must outlive the sink.
    descriptor_sink(int descriptor, std::string name, const interruption* stop = nullptr);

    void write(std::string_view bytes) override;
    void flush() override;

private:
    void write_out(std::string_view bytes);

    int descriptor_;
    std::string name_;
    const interruption* stop_;
    std::string buffer_;
};

/// A file that appears when the caller commits it. Not owned.
class file_sink final : public sink {
public:
    explicit file_sink(atomic_file& file) : file_(file) {}
    void write(std::string_view bytes) override;

private:
    atomic_file& file_;
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
