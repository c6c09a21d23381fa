// SPDX-License-Identifier: MIT
#include "query/destination.hpp"

#include "query/pager.hpp"
#include "query/uncommitted_sink.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/output/output_file.hpp>
#include <dunlin/output/spool.hpp>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace dunlin::commands {
namespace {

const char* pager_of(const context& context, const query_options& options) {
    const char* command = std::getenv("PAGER");
    const bool has_pager = command != nullptr && *command != '\0';
    return has_pager && context.terminals().output.is_terminal && !options.watch ? command
                                                                                 : nullptr;
}

} // namespace

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
    } else if ((pager_command_ = pager_of(context, options)) != nullptr &&
               !(options.write && in_transaction)) {
        open_pager(pager_command_);
        out_ = display_;
    }
    if (options.write && in_transaction) {
        open_for_change();
    }
}

query_destination::~query_destination() = default;

void query_destination::open_pager(const char* command) {
    pager_ = std::make_unique<pager>(command, context_.stop());
    display_ = pager_.get();
    if (!output::is_for_people(context_.format(output::format::table))) {
        escaped_ = std::make_unique<output::terminal_sink>(*pager_);
        display_ = escaped_.get();
    }
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
        if (pager_command_ != nullptr) {
            open_pager(pager_command_);
        }
        spool_->copy_to(*display_);
        display_->flush();
        // Waits until the user has left the pager, before anything else is printed.
        escaped_.reset();
        pager_.reset();
    }
}

std::filesystem::path query_destination::keep_rows() noexcept {
    return file_ ? file_->keep_temporary() : std::filesystem::path();
}

} // namespace dunlin::commands
