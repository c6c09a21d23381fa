# SPDX-License-Identifier: MIT
# Written by "dunlin completion fish". Put it into ~/.config/fish/completions/dunlin.fish.

set -g __dunlin_valued --color --config --database --env --format --log-format --migrations --owner --template --timeout -C -d -e -m -o
set -g __dunlin_paths 'init' 'local' 'local start' 'local stop' 'local status' 'local url' 'local destroy' 'db' 'db create' 'db drop' 'db ping' 'db wait' 'config' 'completion' 'help'

# Whether the words before the cursor name exactly this verb.
function __dunlin_at
    set -l verb
    set -l skip
    for next in (commandline -opc)[2..-1]
        if set -q skip[1]
            set -e skip
        else if string match -q -- '-*' $next
            contains -- $next $__dunlin_valued; and set skip yes
        else if contains -- (string join ' ' $verb $next) $__dunlin_paths
            set -a verb $next
        end
    end
    set -l path (string join ' ' $verb)
    test "$path" = "$argv"
end

complete -c dunlin -f
complete -c dunlin -s d -l database -r -d 'Database: a URL, key=value string, local[:NAME] or ephemeral'
complete -c dunlin -s e -l env -r -d 'Environment of dunlin.toml'
complete -c dunlin -s C -l config -r -F -d 'Configuration file instead of dunlin.toml'
complete -c dunlin -s m -l migrations -r -a '(__fish_complete_directories)' -d 'Folder of migrations'
complete -c dunlin -s o -l format -r -a 'table vertical json ndjson csv markdown' -d 'Output: table, vertical, json, ndjson, csv or markdown'
complete -c dunlin -l timeout -r -d 'Cancel a statement that takes longer (500ms, 30s, 2min)'
complete -c dunlin -l color -r -a 'auto always never' -d 'Colour: auto, always or never'
complete -c dunlin -l log-format -r -a 'text json' -d 'Form of what is said on stderr: text or json'
complete -c dunlin -l no-progress -d 'No progress lines'
complete -c dunlin -s q -l quiet -d 'Say only warnings and errors'
complete -c dunlin -s v -l verbose -d 'Say more; -vv prints every SQL statement'
complete -c dunlin -s y -l yes -d 'Answer yes to every question'
complete -c dunlin -s h -d 'Short help'
complete -c dunlin -l help -d 'Help with examples and exit codes'
complete -c dunlin -s V -l version -d 'Print the version'
complete -c dunlin -n '__dunlin_at ' -a init -d 'Write a commented dunlin.toml, the folders and a first migration'
complete -c dunlin -n '__dunlin_at init' -a '(__fish_complete_directories)' -d 'The project\'s folder; created when missing'
complete -c dunlin -n '__dunlin_at ' -a local -d 'Run the project\'s private PostgreSQL server'
complete -c dunlin -n '__dunlin_at local' -a start -d 'Start the private server; `-d local` does it on demand'
complete -c dunlin -n '__dunlin_at local' -a stop -d 'Stop it and keep its data'
complete -c dunlin -n '__dunlin_at local' -a status -d 'Say whether it runs and where its files are'
complete -c dunlin -n '__dunlin_at local' -a url -d 'Print the URL of its database for other programs'
complete -c dunlin -n '__dunlin_at local' -a destroy -d 'Stop it and remove its data'
complete -c dunlin -n '__dunlin_at ' -a db -d 'Create, drop and reach the database itself'
complete -c dunlin -n '__dunlin_at db' -a create -d 'Create the configured database'
complete -c dunlin -n '__dunlin_at db create' -l if-missing -d 'Succeed when it is there already'
complete -c dunlin -n '__dunlin_at db create' -l owner -r -d 'Role that will own it'
complete -c dunlin -n '__dunlin_at db create' -l template -r -d 'Database to copy'
complete -c dunlin -n '__dunlin_at db' -a drop -d 'Drop the configured database with all its data'
complete -c dunlin -n '__dunlin_at db drop' -l if-exists -d 'Succeed when there is no such database'
complete -c dunlin -n '__dunlin_at db drop' -l force -d 'End the sessions that are connected to it'
complete -c dunlin -n '__dunlin_at db' -a ping -d 'Ask the server for an answer, and time it'
complete -c dunlin -n '__dunlin_at db' -a wait -d 'Wait until the server answers (up to --timeout, or 1min)'
complete -c dunlin -n '__dunlin_at ' -a config -d 'Show every setting and where its value comes from'
complete -c dunlin -n '__dunlin_at ' -a completion -d 'Print the completion script of a shell'
complete -c dunlin -n '__dunlin_at ' -a help -d 'Show the help of a verb'
