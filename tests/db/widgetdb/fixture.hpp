// SPDX-License-Identifier: MIT
#pragma once

#include "support/widget_database.hpp"

#include <dunlin/sqldb/transaction.hpp>
#include <dunlin/widget/business.hpp>
#include <dunlin/widgetdb/store.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace dunlin::test {

using namespace dunlin;

inline const uuid admin = *uuid::parse("5cf37266-3473-4006-984f-9325122678b7");
inline const uuid gopher = *uuid::parse("45b5fbd3-755f-4379-8f07-a58d4a30fa2f");

/// The seeded database and the business over its store.
struct seeded_widgets {
    seeded_widgets() { base.seed(); }

    widget::new_widget a_widget(const std::string& name, const std::string& category = "Tests") {
        return {std::nullopt,
                admin,
                widget::name::parse(name),
                widget::category::parse(category),
                std::nullopt,
                true,
                {},
                {},
                {}};
    }
    /// The names of what a filter leaves, in alphabetical order of their bytes.
    std::vector<std::string> names(const widget::filter& filter) {
        std::vector<std::string> found;
        widgets.for_each(
            filter, {}, [&](const widget::widget& widget) { found.push_back(widget.name.text()); });
        std::sort(found.begin(), found.end());
        return found;
    }

    /// What the work returns, in a transaction that is committed.
    template <class Work> auto in_transaction(Work work) {
        sqldb::transaction tx(base.db());
        widgetdb::store bound(tx);
        widget::business inside(bound);
        auto result = work(inside);
        tx.commit();
        return result;
    }

    widget_database base;
    widgetdb::store store{base.db()};
    widget::business widgets{store};
};

} // namespace dunlin::test
