// SPDX-License-Identifier: MIT
#include <dunlin/base/clock.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/output/output_file.hpp>
#include <dunlin/telemetry/metrics_file.hpp>
#include <dunlin/telemetry/metrics_page.hpp>
#include <dunlin/telemetry/migration_metrics.hpp>

#include <vector>

namespace dunlin::telemetry {
namespace {

// clang-format off
const std::vector<metrics_page::family>& families() {
    static const std::vector<metrics_page::family> all{
        {"dunlin_command_runs_total", "counter", "Completed commands, by exit code."},
        {"dunlin_command_exit_code", "gauge", "Exit code of the last run."},
        {"dunlin_command_duration_seconds", "gauge", "Duration of the last run."},
        {"dunlin_command_last_run_timestamp_seconds", "gauge", "Time at which the last run ended, in Unix time."},
        {"dunlin_command_last_success_timestamp_seconds", "gauge", "Time at which a run last ended with exit code 0, in Unix time."},
        {"dunlin_migrations", "gauge", "Migrations by state, at the last status."},
        {"dunlin_migrations_pending", "gauge", "Pending migrations."},
        {"dunlin_schema_info", "gauge", "Always 1; the label is the newest applied version."},
        {"dunlin_migrations_run_total", "counter", "Completed migrations, by direction."},
        {"dunlin_migration_failures_total", "counter", "Failed migrations."},
        {"dunlin_migration_retries_total", "counter", "Retries of migrations after a lock timeout or a deadlock."},
        {"dunlin_migration_duration_seconds_total", "counter", "Total duration of migrations."},
        {"dunlin_migration_slowest_seconds", "gauge", "Duration of the slowest migration in the last run with migrations."},
        {"dunlin_lock_waits_total", "counter", "Waits for the runner lock or a table lock."},
        {"dunlin_lock_wait_seconds_total", "counter", "Total time spent waiting for locks."},
        {"dunlin_statements_total", "counter", "Executed statements."},
        {"dunlin_statement_failures_total", "counter", "Failed statements."},
        {"dunlin_statement_duration_seconds_total", "counter", "Total duration of statements."},
        {"dunlin_connections_total", "counter", "Connection attempts."},
        {"dunlin_connection_failures_total", "counter", "Failed connection attempts."},
        {"dunlin_connection_duration_seconds_total", "counter", "Total time spent connecting."},
    };
    return all;
}
// clang-format on

double seconds(std::chrono::microseconds length) {
    return std::chrono::duration<double>(length).count();
}

double now_seconds() {
    return seconds(now().time_since_epoch());
}

labels with(labels all, const std::string& name, const std::string& value) {
    all.emplace_back(name, value);
    return all;
}

/// Updates the samples of a page by what one command did.
class page_update {
public:
    page_update(metrics_page& page, const command_metrics& command)
        : page_(page), command_(command), database_(labels_of(command.database)) {}

    void write(const migration_metrics& migrations) {
        write_command();
        write_states(migrations);
        write_completed(migrations);
        write_waits("runner", migrations.runner_lock);
        write_waits("table", migrations.table_locks);
        write_statements();
    }

private:
    static labels labels_of(const std::optional<database_labels>& database) {
        if (!database) {
            return {};
        }
        return {{"database", database->database}, {"server", database->server}};
    }

    void write_command() {
        const labels verb = with(database_, "verb", command_.verb);
        const int code = static_cast<int>(command_.code);
        page_.add("dunlin_command_runs_total", with(verb, "exit_code", std::to_string(code)), 1);
        page_.set("dunlin_command_exit_code", verb, code);
        page_.set("dunlin_command_duration_seconds", verb, seconds(command_.duration));
        page_.set("dunlin_command_last_run_timestamp_seconds", verb, now_seconds());
        if (command_.code == exit_code::done) {
            page_.set("dunlin_command_last_success_timestamp_seconds", verb, now_seconds());
        }
    }

    void write_states(const migration_metrics& migrations) {
        for (const auto& [state, count] : migrations.states) {
            page_.set("dunlin_migrations", with(database_, "state", state),
                      static_cast<double>(count));
        }
        if (migrations.pending) {
            page_.set("dunlin_migrations_pending", database_,
                      static_cast<double>(*migrations.pending));
        }
        if (migrations.current) {
            page_.remove("dunlin_schema_info", database_);
            if (!migrations.current->empty()) {
                page_.set("dunlin_schema_info", with(database_, "version", *migrations.current), 1);
            }
        }
    }

    void write_completed(const migration_metrics& migrations) {
        for (const auto& [direction, count] : migrations.completed) {
            page_.add("dunlin_migrations_run_total", with(database_, "direction", direction),
                      static_cast<double>(count));
        }
        add("dunlin_migration_failures_total", static_cast<double>(migrations.failures));
        add("dunlin_migration_retries_total", static_cast<double>(migrations.retries));
        add("dunlin_migration_duration_seconds_total", seconds(migrations.duration));
        if (migrations.slowest.count() > 0) {
            page_.set("dunlin_migration_slowest_seconds", database_, seconds(migrations.slowest));
        }
    }

    void write_waits(const std::string& lock, const lock_waits& waits) {
        const labels lock_labels = with(database_, "lock", lock);
        page_.add("dunlin_lock_waits_total", lock_labels, static_cast<double>(waits.count));
        page_.add("dunlin_lock_wait_seconds_total", lock_labels, seconds(waits.duration));
    }

    void write_statements() {
        add("dunlin_statements_total", static_cast<double>(command_.statements));
        add("dunlin_statement_failures_total", static_cast<double>(command_.failed_statements));
        add("dunlin_statement_duration_seconds_total", seconds(command_.statement_duration));
        add("dunlin_connections_total", static_cast<double>(command_.connections));
        add("dunlin_connection_failures_total", static_cast<double>(command_.failed_connections));
        add("dunlin_connection_duration_seconds_total", seconds(command_.connection_duration));
    }

    /// A counter starts at 0 and not at its first event: Prometheus sees no increase of a sample
    /// that is new.
    void add(const std::string& name, double increase) { page_.add(name, database_, increase); }

    metrics_page& page_;
    const command_metrics& command_;
    labels database_;
};

} // namespace

void update_metrics_file(const std::filesystem::path& file, const command_metrics& command,
                         const migration_metrics& migrations, const output::reader_wait& wait) {
    metrics_page page(families());
    std::error_code ignored;
    if (std::filesystem::is_regular_file(file, ignored)) {
        page.read(read_file(file));
    }
    page_update(page, command).write(migrations);
    output::output_file replaced(file, wait);
    replaced.write(page.text());
    replaced.publish();
}

} // namespace dunlin::telemetry
