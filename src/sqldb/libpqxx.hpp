// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <pqxx/connection>
#include <pqxx/nontransaction>
#include <pqxx/result>
#include <pqxx/subtransaction>
#include <pqxx/transaction>
#include <pqxx/version>
#include <string>
#include <vector>

namespace dunlin::sqldb {

/// A subtransaction that rolls its savepoint back and releases it in one message, because
/// savepoints that are not released nest ever deeper; and that may end silently when its
/// transaction has ended.
class undoable_subtransaction : public pqxx::subtransaction {
public:
    undoable_subtransaction(const undoable_subtransaction&) = delete;
    undoable_subtransaction& operator=(const undoable_subtransaction&) = delete;
    ~undoable_subtransaction() noexcept override {
        if (!is_released_) {
            abort();
        }
    }

    void release() {
        is_released_ = true;
        commit();
    }
    void undo() {
        const std::string name = quoted_name();
        direct_exec(("ROLLBACK TO SAVEPOINT " + name + "; RELEASE SAVEPOINT " + name).c_str());
    }

protected:
    undoable_subtransaction(pqxx::dbtransaction& outer, const char* name)
        : pqxx::subtransaction(outer, name) {}

private:
    [[nodiscard]] virtual std::string quoted_name() const = 0;
    void do_abort() override {}

    bool is_released_ = false;
};

// The differences between libpqxx 6 (6.4.5 in Debian 12) and libpqxx 7 (7.10 in Debian 13):
//
// - pqxx_session, which transactions are created from, and write_policy.
// - adopt_handle(): a session over an open connection of libpq's. It closes that, and never opens
//   another one.
// - never_reconnect(): libpqxx 6 reconnects by default.
// - run_in(): runs a statement with `$1`, `$2` ... and their texts; nullptr is NULL.
//   run_prepared_in(): the same with the name of a prepared statement.
// - nested_block, whose savepoint is set when it is created.
#if PQXX_VERSION_MAJOR < 7
using pqxx_session = pqxx::connection_base;
using write_policy = pqxx::readwrite_policy;

inline void never_reconnect(pqxx_session& session) {
#include <pqxx/internal/ignore-deprecated-pre.hxx>
    session.inhibit_reactivation(true);
#include <pqxx/internal/ignore-deprecated-post.hxx>
}

/// A policy that always returns the same handle, which only its owner closes.
class held_handle : public pqxx::connectionpolicy {
public:
    explicit held_handle(handle opened) : pqxx::connectionpolicy(std::string{}), held_(opened) {}
    ~held_handle() noexcept override { pqxx::connectionpolicy::do_disconnect(held_); }
    held_handle(const held_handle&) = delete;
    held_handle& operator=(const held_handle&) = delete;

    handle do_startconnect(handle) override { return held_; }
    handle do_completeconnect(handle) override { return held_; }
    handle do_dropconnect(handle) noexcept override { return held_; }
    handle do_disconnect(handle) noexcept override { return held_; }
    [[nodiscard]] bool is_ready(handle) const noexcept override { return true; }

private:
    handle held_;
};

/// A base class, so that the policy is constructed before the connection and outlives it.
class holder_of_handle {
protected:
    explicit holder_of_handle(pqxx::connectionpolicy::handle opened) : policy_(opened) {}
    held_handle policy_;
};

class adopted_session final : private holder_of_handle, public pqxx::connection_base {
public:
    explicit adopted_session(pqxx::connectionpolicy::handle opened)
        : holder_of_handle(opened), pqxx::connection_base(policy_) {
        init();
        never_reconnect(*this);
    }
    ~adopted_session() { close(); }
    adopted_session(const adopted_session&) = delete;
    adopted_session& operator=(const adopted_session&) = delete;
};

inline std::shared_ptr<pqxx_session> adopt_handle(pqxx::internal::pq::PGconn* opened) {
    return std::make_shared<adopted_session>(opened);
}

inline pqxx::result run_in(pqxx::transaction_base& block, const std::string& sql,
                           const std::vector<const char*>& values) {
    return block.exec_params(sql, pqxx::prepare::make_dynamic_params(values.begin(), values.end()));
}

inline pqxx::result run_prepared_in(pqxx::transaction_base& block, const std::string& name,
                                    const std::vector<const char*>& values) {
    return block.exec_prepared(name,
                               pqxx::prepare::make_dynamic_params(values.begin(), values.end()));
}

class nested_block final : public undoable_subtransaction {
public:
    /// Begins at once; otherwise the first exec() would begin it.
    explicit nested_block(pqxx::dbtransaction& outer)
        : namedclass("subtransaction", outer.conn().adorn_name("dunlin_")),
          undoable_subtransaction(outer, "") {
        Begin();
    }

private:
    [[nodiscard]] std::string quoted_name() const override { return conn().quote_name(name()); }
};
#else
using pqxx_session = pqxx::connection;
using write_policy = pqxx::write_policy;

inline void never_reconnect(pqxx_session&) {}

inline std::shared_ptr<pqxx_session> adopt_handle(pqxx::internal::pq::PGconn* opened) {
    return std::make_shared<pqxx::connection>(pqxx::connection::seize_raw_connection(opened));
}

inline pqxx::params params_of(const std::vector<const char*>& values) {
    pqxx::params bound;
    bound.reserve(values.size());
    for (const char* value : values) {
        if (value == nullptr) {
            bound.append();
        } else {
            bound.append(pqxx::zview(value));
        }
    }
    return bound;
}

inline pqxx::result run_in(pqxx::transaction_base& block, const std::string& sql,
                           const std::vector<const char*>& values) {
    return block.exec(sql, params_of(values));
}

inline pqxx::result run_prepared_in(pqxx::transaction_base& block, const std::string& name,
                                    const std::vector<const char*>& values) {
    return block.exec(pqxx::prepped{name}, params_of(values));
}

class nested_block final : public undoable_subtransaction {
public:
    explicit nested_block(pqxx::dbtransaction& outer) : undoable_subtransaction(outer, "dunlin_") {}

private:
    [[nodiscard]] std::string quoted_name() const override {
        return conn().quote_name(pqxx::transaction_focus::name());
    }
};
#endif

/// Owns libpqxx's session, for headers that do not include libpqxx.
struct session_owner {
    std::shared_ptr<pqxx_session> object;
};

/// Begins a transaction through libpqxx.
template <pqxx::isolation_level Level>
std::unique_ptr<pqxx::dbtransaction> begin_with(pqxx_session& session, bool is_read_only) {
    if (is_read_only) {
        return std::make_unique<pqxx::transaction<Level, write_policy::read_only>>(session);
    }
    return std::make_unique<pqxx::transaction<Level, write_policy::read_write>>(session);
}

} // namespace dunlin::sqldb
