// SPDX-License-Identifier: MIT
#include "apply/recording_script.hpp"

#include "ledger/duration_sql.hpp"
#include "ledger/row_values.hpp"

namespace dunlin::migrator {

void run_recording_script(run_context& run, std::string_view sql) {
    run.db->run_script(sql, [&](const sqldb::result& rows) {
        if (rows.size() == 1 && rows.column_count() == 1 &&
            rows.describe(0).name == duration_column) {
            run.recording.duration = std::chrono::milliseconds(number_in(rows[0], 0));
        }
    });
}

void begin_attempt(run_context& run) {
    run.recording.attempt_begin = std::chrono::steady_clock::now();
    run.recording.duration.reset();
}

std::optional<std::chrono::milliseconds> attempt_duration(const run_context& run) {
    if (!run.recording.attempt_begin) {
        return std::nullopt;
    }
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                         *run.recording.attempt_begin);
}

} // namespace dunlin::migrator
