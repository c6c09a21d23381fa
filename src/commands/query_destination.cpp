// SPDX-License-Identifier: MIT
#include "query_destination.hpp"

#include "pager.hpp"

#include <dunlin/base/file.hpp>
#include <dunlin/commands/context.hpp>

#include <cstdlib>

namespace dunlin::commands {

query_destination::query_destination(const query_options& options, context& world)
    : row_options_(world.row_options()), out_(&world.out()) {
    const char* pager = std::getenv("PAGER");
    if (!options.output_file.empty()) {
        file_ = std::make_unique<atomic_file>(options.output_file);
        own_ = std::make_unique<output::file_sink>(*file_);
        out_ = own_.get();
        row_options_.width = 0;
        row_options_.colour = false;
    } else if (world.terminals().output.is_terminal && !options.watch && pager != nullptr &&
               *pager != '\0') {
        open_pager(world, pager);
    }
}

query_destination::~query_destination() = default;

void query_destination::open_pager(context& world, const char* command) {
    own_ = std::make_unique<pager>(command, world.stop());
    out_ = own_.get();
    if (!output::is_for_people(world.format(output::format::table))) {
        safe_ = std::make_unique<output::terminal_sink>(*own_);
        out_ = safe_.get();
    }
}

void query_destination::commit() {
    if (file_) {
        file_->commit();
    }
}

} // namespace dunlin::commands
