// SPDX-License-Identifier: MIT
#include "exchange.hpp"
#include "implementation.hpp"

#include <dunlin/sqldb/transaction.hpp>

#include <exception>
#include <string>

namespace dunlin::sqldb {

savepoint::savepoint(transaction& owner) : owner_(owner) {
    name_ = "dunlin_" + std::to_string(++owner_.session().impl_->savepoints);
    owner_.session().run_script("SAVEPOINT " + name_);
}

savepoint::~savepoint() {
    if (!open_) {
        return;
    }
    try {
        rollback();
    } catch (const std::exception&) {
        // The session is lost then, and with it all that the transaction did.
        open_ = false;
    }
}

void savepoint::release() {
    owner_.session().run_script("RELEASE SAVEPOINT " + name_);
    open_ = false;
}

void savepoint::rollback() {
    open_ = false;
    if (owner_.session().in_transaction()) {
        run_plainly(*owner_.session().impl_,
                    "ROLLBACK TO SAVEPOINT " + name_ + "; RELEASE SAVEPOINT " + name_,
                    undo_limits_of(owner_.session().settings()));
    }
}

} // namespace dunlin::sqldb
