// SPDX-License-Identifier: MIT
#include "script/order.hpp"

#include "script/section.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>

namespace dunlin::catalog {
namespace {

/// A definition, or a tail, whose number is that of the definition plus the number of objects.
using node = std::size_t;

class sorter {
public:
    explicit sorter(const snapshot& schema)
        : objects_(schema.objects), count_(objects_.size()), needs_(2 * count_),
          needed_by_(2 * count_), missing_(2 * count_) {
        for (std::size_t i = 0; i < count_; ++i) {
            if (is_relation(objects_[i])) {
                relations_.emplace(objects_[i].oid, i);
            }
        }
        make_ranks();
        connect();
    }

    std::vector<step> run() {
        for (node n = 0; n < 2 * count_; ++n) {
            if (exists(n) && missing_[n] == 0) {
                ready_.insert({rank_[n], n});
            }
            remaining_ += exists(n) ? 1 : 0;
            early_ += exists(n) && !is_late(n) ? 1 : 0;
        }
        while (remaining_ > 0) {
            // A circle is broken before what belongs behind everything else.
            if (ready_.empty() || (early_ > 0 && is_late(ready_.begin()->second))) {
                break_circle();
            } else {
                write(ready_.begin()->second);
            }
        }
        return std::move(steps_);
    }

private:
    static bool is_relation(const object& object) {
        return object.kind == "table" || object.kind == "foreign table" ||
               object.kind == "materialized view" || object.kind == "view";
    }

    bool is_late(node n) const { return section_of(objects_[n % count_]) >= section::foreign_keys; }

    bool exists(node n) const { return n < count_ || !objects_[n - count_].tail.empty(); }

    /// Sorts by section; there by the table or domain that an object is a part of.
    void make_ranks() {
        using key = std::tuple<section, std::string, bool, bool, std::string, std::string>;
        std::vector<std::pair<key, node>> keys;
        for (node n = 0; n < 2 * count_; ++n) {
            const object& object = objects_[n % count_];
            const auto table = relations_.find(object.relation);
            std::string group = object.identity;
            if (table != relations_.end()) {
                group = objects_[table->second].identity;
            } else if (object.constraint != 0) {
                group = object.identity.substr(object.identity.rfind(' ') + 1);
            }
            const bool is_part = group != object.identity;
            keys.push_back(
                {{section_of(object), group, n >= count_, is_part, object.kind, object.identity},
                 n});
        }
        std::sort(keys.begin(), keys.end());
        rank_.resize(2 * count_);
        for (std::size_t i = 0; i < keys.size(); ++i) {
            rank_[keys[i].second] = i;
        }
    }

    void add(node from, node to) {
        if (from != to && exists(from) && exists(to)) {
            needs_[from].push_back(to);
        }
    }

    void connect() {
        for (std::size_t i = 0; i < count_; ++i) {
            const object& object = objects_[i];
            for (const std::size_t other : object.depends_on) {
                add(i, other);
                connect_tail(i, other);
            }
            add(count_ + i, i);
            const auto table = relations_.find(object.relation);
            if (table != relations_.end() && object.constraint == 'c') {
                add(count_ + table->second, i);
            }
            if (table != relations_.end() && section_of(object) == section::keys) {
                add(i, count_ + table->second);
                for (const std::size_t child : children_of(table->second)) {
                    add(i, count_ + child);
                }
            }
        }
        for (node n = 0; n < 2 * count_; ++n) {
            auto& all = needs_[n];
            std::sort(all.begin(), all.end());
            all.erase(std::unique(all.begin(), all.end()), all.end());
            missing_[n] = all.size();
            for (const node other : all) {
                needed_by_[other].push_back(n);
            }
        }
    }

    /// A partition is made alone; only its tail needs the table that it is attached to.
    void connect_tail(std::size_t child, std::size_t other) { add(count_ + child, other); }

    const std::vector<std::size_t>& children_of(std::size_t parent) {
        if (children_.empty()) {
            children_.resize(count_);
            for (std::size_t i = 0; i < count_; ++i) {
                for (const std::size_t other : objects_[i].depends_on) {
                    if (!objects_[i].tail.empty() && is_relation(objects_[i])) {
                        children_[other].push_back(i);
                    }
                }
            }
        }
        return children_[parent];
    }

    void write(node n) {
        ready_.erase({rank_[n], n});
        const std::size_t object = n % count_;
        steps_.push_back({object, n < count_ ? step_kind::definition : step_kind::tail,
                          stubs_.contains(object)});
        done_.insert(n);
        --remaining_;
        early_ -= is_late(n) ? 0 : 1;
        if (!stubs_.contains(n)) {
            satisfy(n);
        }
    }

    void satisfy(node n) {
        for (const node other : needed_by_[n]) {
            if (--missing_[other] == 0 && !done_.contains(other)) {
                ready_.insert({rank_[other], other});
            }
        }
    }

    /// Writes the stub of the first object of a circle that has one, or else the first object.
    void break_circle() {
        node at = first_remaining();
        std::vector<node> path;
        while (std::find(path.begin(), path.end(), at) == path.end()) {
            path.push_back(at);
            at = first_missing(at);
        }
        path.erase(path.begin(), std::find(path.begin(), path.end(), at));
        std::sort(path.begin(), path.end(), [&](node a, node b) { return rank_[a] < rank_[b]; });
        const auto with_stub = std::find_if(path.begin(), path.end(), [&](node n) {
            return n < count_ && !objects_[n].stub.empty() && !stubs_.contains(n);
        });
        if (with_stub == path.end()) {
            write(path.front());
            return;
        }
        steps_.push_back({*with_stub, step_kind::stub, false});
        stubs_.insert(*with_stub);
        satisfy(*with_stub);
    }

    node first_remaining() const {
        node best = 2 * count_;
        for (node n = 0; n < 2 * count_; ++n) {
            const bool is_better = best == 2 * count_ || rank_[n] < rank_[best];
            if (exists(n) && !done_.contains(n) && is_better) {
                best = n;
            }
        }
        return best;
    }

    node first_missing(node n) const {
        for (const node other : needs_[n]) {
            if (!done_.contains(other) && !stubs_.contains(other)) {
                return other;
            }
        }
        return n;
    }

    const std::vector<object>& objects_;
    std::size_t count_;
    std::unordered_map<std::uint32_t, std::size_t> relations_; ///< by OID
    std::vector<std::size_t> rank_;
    std::vector<std::vector<node>> needs_;
    std::vector<std::vector<node>> needed_by_;
    std::vector<std::size_t> missing_;
    std::vector<std::vector<std::size_t>> children_;
    std::set<std::pair<std::size_t, node>> ready_;
    std::set<node> done_;
    std::set<node> stubs_;
    std::size_t remaining_ = 0;
    std::size_t early_ = 0; ///< of them, those that are not late
    std::vector<step> steps_;
};

} // namespace

std::vector<step> order_objects(const snapshot& schema) {
    return sorter(schema).run();
}

} // namespace dunlin::catalog
