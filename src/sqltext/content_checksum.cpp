// SPDX-License-Identifier: MIT
#include "characters.hpp"
#include "copy_data.hpp"
#include "statement_reader.hpp"

#include <dunlin/base/digest.hpp>
#include <dunlin/sqltext/classify.hpp>
#include <dunlin/sqltext/tokens.hpp>

namespace dunlin::sqltext {
namespace {

constexpr std::size_t chunk_size = std::size_t(64) << 10U;
/// Ends each token. SQL text never contains this byte, so different token sequences have different
/// digests.
constexpr char token_end = '\0';

/// Collects text into chunks that are large enough to make the digest's cost per call negligible.
class digest_writer {
public:
    void add_lower(std::string_view word) {
        for (const char c : word) {
            buffer_ += to_lower(c);
        }
    }

    /// CRLF and CR become LF.
    void add_lines(std::string_view text) {
        std::size_t from = 0;
        for (auto at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', from)) {
            buffer_.append(text.substr(from, at - from));
            buffer_ += '\n';
            from = at + (at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1);
        }
        buffer_.append(text.substr(from));
    }

    void end_token() {
        buffer_ += token_end;
        if (buffer_.size() >= chunk_size) {
            stream_.update(buffer_);
            buffer_.clear();
        }
    }

    std::string finish() {
        stream_.update(buffer_);
        return "sha256:" + stream_.finish();
    }

private:
    sha256_stream stream_;
    std::string buffer_;
};

std::string checksum_of_lines(std::string_view script) {
    digest_writer digest;
    digest.add_lines(script);
    return digest.finish();
}

class checksum_reader {
public:
    explicit checksum_reader(std::string_view script) : script_(script), tokens_(script) {}

    /// Returns false when a token never ends.
    bool run() {
        token t;
        std::size_t statement_begin = std::string_view::npos;
        while (tokens_.next(t)) {
            if (tokens_.unterminated()) {
                return false;
            }
            if (t.kind == token_kind::comment || skip_dump_fence(t, statement_begin)) {
                continue;
            }
            add(t);
            if (tokens_.text(t) == ";") {
                read_copy_data(statement_begin);
                statement_begin = std::string_view::npos;
            } else if (statement_begin == std::string_view::npos) {
                statement_begin = t.begin;
            }
        }
        return true;
    }

    std::string finish() { return digest_.finish(); }

private:
    void add(const token& t) {
        const auto text = tokens_.text(t);
        if (t.kind == token_kind::word) {
            digest_.add_lower(text);
        } else {
            digest_.add_lines(text);
        }
        digest_.end_token();
    }

    bool skip_dump_fence(const token& t, std::size_t statement_begin) {
        const bool fence = statement_begin == std::string_view::npos && tokens_.text(t) == "\\" &&
                           is_dump_fence(script_.substr(t.end));
        if (fence) {
            tokens_.seek(line_end(script_, t.end));
        }
        return fence;
    }

    // A `;` inside a rule or routine does not end a statement, but no COPY occurs there.
    void read_copy_data(std::size_t statement_begin) {
        if (statement_begin == std::string_view::npos || !more_data_) {
            return;
        }
        const auto sql = script_.substr(statement_begin, tokens_.position() - statement_begin);
        if (classify(sql) != statement_class::copy_from_stdin) {
            return;
        }
        const auto data = find_copy_data(script_, tokens_.position());
        if (!data) {
            more_data_ = false;
            return;
        }
        digest_.add_lines(script_.substr(data->begin, data->end - data->begin));
        digest_.end_token();
        tokens_.seek(data->resume);
    }

    std::string_view script_;
    lexer tokens_;
    digest_writer digest_;
    /// Whether a line `\.` may still follow, so that a script without one is not searched again for
    /// each COPY.
    bool more_data_ = true;
};

} // namespace

std::string content_checksum(std::string_view script) {
    checksum_reader reader(script);
    return reader.run() ? reader.finish() : checksum_of_lines(script);
}

} // namespace dunlin::sqltext
