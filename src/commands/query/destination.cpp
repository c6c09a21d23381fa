// SPDX-License-Identifier: MIT
#include "query/destination.hpp"

#include "query/uncommitted_sink.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/output/output_file.hpp>
#include <dunlin/output/spool.hpp>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace dunlin::commands {

query_destination::query_destination(const query_options& options, context& context,
                                     bool in_transaction)
    : context_(context), row_options_(context.row_options()), display_(&context.out()),
      out_(display_) {
    if (!options.output_file.empty()) {
        file_ = std::make_unique<output::output_file>(
            options.output_file, output::reader_wait{&context.stop(), context.options().timeout});
        out_ = display_ = file_.get();
        row_options_.width = 0;
        row_options_.colour = false;
    } else {
        choice_ = choose_pager(options, context);
        if (!(options.write && in_transaction)) {
            open_display();
        }
        out_ = display_;
    }
    if (options.write && in_transaction) {
        open_for_change();
    }
}

query_destination::~query_destination() = default;

void query_destination::open_display() {
    if (choice_.command.empty()) {
        return;
    }
    if (choice_.when_needed) {
        screenful_ =
            std::make_unique<screenful>(context_.out(), context_.terminals().output,
                                        [this]() -> output::sink& { return open_pager(); });
        display_ = screenful_.get();
    } else {
        display_ = &open_pager();
    }
}

output::sink& query_destination::open_pager() {
    pager_ = std::make_unique<pager>(choice_.command, context_.stop());
    if (output::is_for_people(context_.format(output::format::table))) {
        return *pager_;
    }
    escaped_ = std::make_unique<output::terminal_sink>(*pager_);
    return *escaped_;
}

/// Waits until the user has left the pager, before anything else is printed.
void query_destination::close_display() {
    if (screenful_) {
        screenful_->finish();
    }
    escaped_.reset();
    pager_.reset();
}

void query_destination::open_for_change() {
    if (!file_ && context_.terminals().output.is_terminal) {
        spool_ = std::make_unique<output::spool>();
        out_ = spool_.get();
    }
    uncommitted_ = std::make_unique<uncommitted_sink>(*out_);
    out_ = uncommitted_.get();
}

void query_destination::complete() {
    out_->flush();
    if (!uncommitted_) {
        return;
    }
    before_commit([this] {
        if (file_) {
            file_->complete();
        } else if (!spool_) {
            complete_stdout();
        }
    });
}

/// Some file systems report a lack of space only now.
void query_destination::complete_stdout() {
    struct stat info {};
    if (::fstat(STDOUT_FILENO, &info) == 0 && S_ISREG(info.st_mode) &&
        ::fsync(STDOUT_FILENO) != 0) {
        throw error(error_kind::failed,
                    fmt::format("cannot write to standard output: {}", std::strerror(errno)));
    }
}

void query_destination::deliver() {
    if (file_) {
        file_->publish();
    } else if (spool_) {
        open_display();
        spool_->copy_to(*display_);
        display_->flush();
        close_display();
    } else if (screenful_) {
        close_display();
    }
}

std::filesystem::path query_destination::keep_rows() noexcept {
    return file_ ? file_->keep_temporary() : std::filesystem::path();
}

} // namespace dunlin::commands
