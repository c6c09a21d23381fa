// SPDX-License-Identifier: MIT
#include "exchange.hpp"
#include "implementation.hpp"
#include "libpqxx.hpp"

#include <dunlin/sqldb/transaction.hpp>

#include <algorithm>
#include <exception>

namespace dunlin::sqldb {

struct savepoint::state {
    std::unique_ptr<nested_block> block;
};

savepoint::savepoint(transaction& owner) : owner_(owner), state_(std::make_unique<state>()) {
    auto& session = *owner_.session().impl_;
    if (session.blocks.empty()) {
        throw error(error_kind::usage, "a savepoint needs an open transaction");
    }
    exchange(session, "SAVEPOINT", limits_of(session.settings)).command([&] {
        state_->block = std::make_unique<nested_block>(*session.blocks.back());
    });
    session.blocks.push_back(state_->block.get());
}

savepoint::~savepoint() {
    if (open_) {
        try {
            rollback();
        } catch (const std::exception&) {
            // The session is lost, and with it everything that the transaction did.
            close();
        }
    }
}

bool savepoint::is_gone() const noexcept {
    const auto& blocks = owner_.session().impl_->blocks;
    return std::find(blocks.begin(), blocks.end(), state_->block.get()) == blocks.end();
}

/// Savepoints that were set after it end, too.
void savepoint::close() noexcept {
    open_ = false;
    auto& blocks = owner_.session().impl_->blocks;
    blocks.erase(std::find(blocks.begin(), blocks.end(), state_->block.get()), blocks.end());
    state_->block.reset();
}

void savepoint::release() {
    if (!open_ || is_gone()) {
        throw error(error_kind::usage, "the savepoint has already been released or rolled back");
    }
    auto& session = *owner_.session().impl_;
    exchange(session, "RELEASE SAVEPOINT", limits_of(session.settings)).command([&] {
        state_->block->release();
    });
    close();
}

void savepoint::rollback() {
    auto& session = *owner_.session().impl_;
    if (open_ && !is_gone() && session.is_open() && session.in_transaction()) {
        exchange(session, "ROLLBACK TO SAVEPOINT", rollback_limits_of(session.settings))
            .command([&] { state_->block->undo(); });
    }
    close();
}

} // namespace dunlin::sqldb
