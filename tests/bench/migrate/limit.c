/* SPDX-License-Identifier: MIT
 * limit URL DIR: the least that a migrator over libpq can do. It reads every NAME.sql of a folder,
 * asks for the applied versions once, and sends each missing one as one message: BEGIN, the script,
 * the ledger row, COMMIT. No lock, no checks: a lower bound to measure against. */
#include <dirent.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char* read_whole(const char* path) {
    FILE* file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        perror(path);
        exit(1);
    }
    const long size = ftell(file);
    rewind(file);
    char* text = malloc((size_t)size + 1);
    if (text == NULL || fread(text, 1, (size_t)size, file) != (size_t)size) {
        perror(path);
        exit(1);
    }
    text[size] = '\0';
    fclose(file);
    return text;
}

static PGresult* run(PGconn* db, const char* sql) {
    PGresult* result = PQexec(db, sql);
    const ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        fputs(PQerrorMessage(db), stderr);
        exit(1);
    }
    return result;
}

static int is_script(const struct dirent* entry) {
    const char* dot = strrchr(entry->d_name, '.');
    return dot != NULL && strcmp(dot, ".sql") == 0;
}

int main(int argc, char** argv) {
    if (argc != 3) {
        fputs("usage: limit URL DIR\n", stderr);
        return 2;
    }
    PGconn* db = PQconnectdb(argv[1]);
    if (PQstatus(db) != CONNECTION_OK) {
        fputs(PQerrorMessage(db), stderr);
        return 1;
    }
    struct dirent** names = NULL;
    const int count = scandir(argv[2], &names, is_script, alphasort);
    PQclear(run(db, "CREATE TABLE IF NOT EXISTS limit_ledger (version text PRIMARY KEY, "
                    "checksum text, applied_at timestamptz DEFAULT now())"));
    PGresult* known = run(db, "SELECT version FROM limit_ledger ORDER BY version");
    const int applied = PQntuples(known);
    for (int i = 0, at = 0; i < count; ++i) {
        if (at < applied && strcmp(PQgetvalue(known, at, 0), names[i]->d_name) == 0) {
            ++at;
            continue;
        }
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", argv[2], names[i]->d_name);
        char* script = read_whole(path);
        const size_t room = strlen(script) + 512;
        char* message = malloc(room);
        snprintf(
            message, room,
            "BEGIN;%s\n;INSERT INTO limit_ledger (version, checksum) VALUES ('%s', 'x');COMMIT",
            script, names[i]->d_name);
        PQclear(run(db, message));
        free(message);
        free(script);
    }
    PQclear(known);
    PQfinish(db);
    return 0;
}
