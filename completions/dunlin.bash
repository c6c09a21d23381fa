# SPDX-License-Identifier: MIT
# Written by "dunlin completion bash". Needs nothing but bash: source it, or put it into
# ~/.local/share/bash-completion/completions/dunlin.

_dunlin() {
    local valued=' --add-tag --after --against --any-tag --attribute --category --color --columns --config --cost --created-after --created-before --database --department --done --drop --email --env --explain --file --format --from --id --if-unmodified-since --input-format --ledger --ledger-table --lock-timeout --lock-wait --log-format --mark --max-bad-rows --max-errors --max-rows --migrations --name --null --on-conflict --order-by --output --owner --page --param --params --random-seed --realign --redo --remove-tag --report --report-file --retries --role --rows --set --source-format --steps --tag --template --timeout --to --unmark --unset --user --watch -C -d -e -f -m -o -p '
    local paths='||init|migrate|migrate up|migrate down|migrate redo|migrate to|migrate plan|migrate check|migrate new|migrate baseline|migrate repair|migrate adopt|migrate convert|status|query|seed|seed apply|seed load|seed generate|seed list|widget|widget create|widget get|widget list|widget update|widget delete|widget search|widget report|widget import|widget export|user|user create|user get|user list|user update|user delete|local|local start|local stop|local status|local url|local destroy|db|db create|db drop|db ping|db wait|config|completion|help|'
    local words='' options='-d --database -e --env -C --config -m --migrations -o --format --timeout --color --log-format --no-progress -q --quiet -v --verbose -y --yes -h --help -V --version'
    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
    local verb='' skip='' i next
    if [[ $word == '=' ]]; then
        word=''
    elif [[ $previous == '=' ]]; then
        previous=${COMP_WORDS[COMP_CWORD-2]}
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        next=${COMP_WORDS[i]}
        if [[ $skip || $next == '=' ]]; then
            skip=''
        elif [[ $next == -* ]]; then
            [[ $valued == *" $next "* && ${COMP_WORDS[i+1]} != '=' ]] && skip=yes
        elif [[ $paths == *"|${verb:+$verb }$next|"* ]]; then
            verb=${verb:+$verb }$next
        fi
    done
    case "$verb $previous" in
    'migrate up'' --to')
        COMPREPLY=()
        return ;;
    'migrate up'' --steps')
        COMPREPLY=()
        return ;;
    'migrate up'' --lock-wait')
        COMPREPLY=()
        return ;;
    'migrate up'' --lock-timeout')
        COMPREPLY=()
        return ;;
    'migrate up'' --retries')
        COMPREPLY=()
        return ;;
    'migrate up'' --set')
        COMPREPLY=()
        return ;;
    'migrate up'' --source-format')
        COMPREPLY=()
        return ;;
    'migrate up'' --ledger')
        COMPREPLY=()
        return ;;
    'migrate up'' --ledger-table')
        COMPREPLY=()
        return ;;
    'migrate down'' --to')
        COMPREPLY=()
        return ;;
    'migrate down'' --steps')
        COMPREPLY=()
        return ;;
    'migrate down'' --lock-wait')
        COMPREPLY=()
        return ;;
    'migrate down'' --lock-timeout')
        COMPREPLY=()
        return ;;
    'migrate down'' --retries')
        COMPREPLY=()
        return ;;
    'migrate down'' --set')
        COMPREPLY=()
        return ;;
    'migrate down'' --source-format')
        COMPREPLY=()
        return ;;
    'migrate down'' --ledger')
        COMPREPLY=()
        return ;;
    'migrate down'' --ledger-table')
        COMPREPLY=()
        return ;;
    'migrate redo'' --lock-wait')
        COMPREPLY=()
        return ;;
    'migrate redo'' --lock-timeout')
        COMPREPLY=()
        return ;;
    'migrate redo'' --retries')
        COMPREPLY=()
        return ;;
    'migrate redo'' --set')
        COMPREPLY=()
        return ;;
    'migrate redo'' --source-format')
        COMPREPLY=()
        return ;;
    'migrate redo'' --ledger')
        COMPREPLY=()
        return ;;
    'migrate redo'' --ledger-table')
        COMPREPLY=()
        return ;;
    'migrate to'' --lock-wait')
        COMPREPLY=()
        return ;;
    'migrate to'' --lock-timeout')
        COMPREPLY=()
        return ;;
    'migrate to'' --retries')
        COMPREPLY=()
        return ;;
    'migrate to'' --set')
        COMPREPLY=()
        return ;;
    'migrate to'' --source-format')
        COMPREPLY=()
        return ;;
    'migrate to'' --ledger')
        COMPREPLY=()
        return ;;
    'migrate to'' --ledger-table')
        COMPREPLY=()
        return ;;
    'migrate plan'' --to')
        COMPREPLY=()
        return ;;
    'migrate plan'' --steps')
        COMPREPLY=()
        return ;;
    'migrate plan'' --set')
        COMPREPLY=()
        return ;;
    'migrate plan'' --source-format')
        COMPREPLY=()
        return ;;
    'migrate plan'' --ledger')
        COMPREPLY=()
        return ;;
    'migrate plan'' --ledger-table')
        COMPREPLY=()
        return ;;
    'migrate check'' --against')
        COMPREPLY=()
        return ;;
    'migrate check'' --source-format')
        COMPREPLY=()
        return ;;
    'migrate check'' --report')
        COMPREPLY=()
        return ;;
    'migrate check'' --report-file')
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return ;;
    'migrate new'' --source-format')
        COMPREPLY=()
        return ;;
    'migrate baseline'' --lock-wait')
        COMPREPLY=()
        return ;;
    'migrate baseline'' --source-format')
        COMPREPLY=()
        return ;;
    'migrate baseline'' --ledger')
        COMPREPLY=()
        return ;;
    'migrate baseline'' --ledger-table')
        COMPREPLY=()
        return ;;
    'migrate repair'' --realign')
        COMPREPLY=()
        return ;;
    'migrate repair'' --drop')
        COMPREPLY=()
        return ;;
    'migrate repair'' --mark')
        COMPREPLY=()
        return ;;
    'migrate repair'' --unmark')
        COMPREPLY=()
        return ;;
    'migrate repair'' --done')
        COMPREPLY=()
        return ;;
    'migrate repair'' --redo')
        COMPREPLY=()
        return ;;
    'migrate repair'' --lock-wait')
        COMPREPLY=()
        return ;;
    'migrate repair'' --source-format')
        COMPREPLY=()
        return ;;
    'migrate repair'' --ledger')
        COMPREPLY=()
        return ;;
    'migrate repair'' --ledger-table')
        COMPREPLY=()
        return ;;
    'migrate adopt'' --from')
        COMPREPLY=()
        return ;;
    'migrate adopt'' --lock-wait')
        COMPREPLY=()
        return ;;
    'migrate adopt'' --source-format')
        COMPREPLY=()
        return ;;
    'migrate adopt'' --ledger')
        COMPREPLY=()
        return ;;
    'migrate adopt'' --ledger-table')
        COMPREPLY=()
        return ;;
    'migrate convert'' --to')
        COMPREPLY=()
        return ;;
    'migrate convert'' --source-format')
        COMPREPLY=()
        return ;;
    'status'' --report')
        COMPREPLY=()
        return ;;
    'status'' --report-file')
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return ;;
    'status'' --source-format')
        COMPREPLY=()
        return ;;
    'status'' --ledger')
        COMPREPLY=()
        return ;;
    'status'' --ledger-table')
        COMPREPLY=()
        return ;;
    'query'' -f' | 'query'' --file')
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return ;;
    'query'' -p' | 'query'' --param')
        COMPREPLY=()
        return ;;
    'query'' --params')
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return ;;
    'query'' --output')
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return ;;
    'query'' --explain')
        COMPREPLY=()
        return ;;
    'query'' --watch')
        COMPREPLY=()
        return ;;
    'query'' --max-rows')
        COMPREPLY=()
        return ;;
    'seed'' --set')
        COMPREPLY=()
        return ;;
    'seed'' --on-conflict')
        COMPREPLY=()
        return ;;
    'seed'' --null')
        COMPREPLY=()
        return ;;
    'seed'' --max-bad-rows')
        COMPREPLY=()
        return ;;
    'seed apply'' --set')
        COMPREPLY=()
        return ;;
    'seed apply'' --on-conflict')
        COMPREPLY=()
        return ;;
    'seed apply'' --null')
        COMPREPLY=()
        return ;;
    'seed apply'' --max-bad-rows')
        COMPREPLY=()
        return ;;
    'seed load'' --input-format')
        COMPREPLY=()
        return ;;
    'seed load'' --on-conflict')
        COMPREPLY=()
        return ;;
    'seed load'' --null')
        COMPREPLY=()
        return ;;
    'seed load'' --max-bad-rows')
        COMPREPLY=()
        return ;;
    'seed generate'' --rows')
        COMPREPLY=()
        return ;;
    'seed generate'' --random-seed')
        COMPREPLY=()
        return ;;
    'widget create'' --id')
        COMPREPLY=()
        return ;;
    'widget create'' --user')
        COMPREPLY=()
        return ;;
    'widget create'' --name')
        COMPREPLY=()
        return ;;
    'widget create'' --category')
        COMPREPLY=()
        return ;;
    'widget create'' --tag')
        COMPREPLY=()
        return ;;
    'widget create'' --set')
        COMPREPLY=()
        return ;;
    'widget create'' --columns')
        COMPREPLY=()
        return ;;
    'widget get'' --columns')
        COMPREPLY=()
        return ;;
    'widget list'' --id')
        COMPREPLY=()
        return ;;
    'widget list'' --user')
        COMPREPLY=()
        return ;;
    'widget list'' --name')
        COMPREPLY=()
        return ;;
    'widget list'' --category')
        COMPREPLY=()
        return ;;
    'widget list'' --created-after')
        COMPREPLY=()
        return ;;
    'widget list'' --created-before')
        COMPREPLY=()
        return ;;
    'widget list'' --tag')
        COMPREPLY=()
        return ;;
    'widget list'' --any-tag')
        COMPREPLY=()
        return ;;
    'widget list'' --attribute')
        COMPREPLY=()
        return ;;
    'widget list'' --order-by')
        COMPREPLY=()
        return ;;
    'widget list'' --page')
        COMPREPLY=()
        return ;;
    'widget list'' --rows')
        COMPREPLY=()
        return ;;
    'widget list'' --after')
        COMPREPLY=()
        return ;;
    'widget list'' --columns')
        COMPREPLY=()
        return ;;
    'widget update'' --user')
        COMPREPLY=()
        return ;;
    'widget update'' --name')
        COMPREPLY=()
        return ;;
    'widget update'' --category')
        COMPREPLY=()
        return ;;
    'widget update'' --set')
        COMPREPLY=()
        return ;;
    'widget update'' --unset')
        COMPREPLY=()
        return ;;
    'widget update'' --add-tag')
        COMPREPLY=()
        return ;;
    'widget update'' --remove-tag')
        COMPREPLY=()
        return ;;
    'widget update'' --if-unmodified-since')
        COMPREPLY=()
        return ;;
    'widget update'' --columns')
        COMPREPLY=()
        return ;;
    'widget search'' --id')
        COMPREPLY=()
        return ;;
    'widget search'' --user')
        COMPREPLY=()
        return ;;
    'widget search'' --name')
        COMPREPLY=()
        return ;;
    'widget search'' --category')
        COMPREPLY=()
        return ;;
    'widget search'' --created-after')
        COMPREPLY=()
        return ;;
    'widget search'' --created-before')
        COMPREPLY=()
        return ;;
    'widget search'' --tag')
        COMPREPLY=()
        return ;;
    'widget search'' --any-tag')
        COMPREPLY=()
        return ;;
    'widget search'' --attribute')
        COMPREPLY=()
        return ;;
    'widget search'' --page')
        COMPREPLY=()
        return ;;
    'widget search'' --rows')
        COMPREPLY=()
        return ;;
    'widget search'' --columns')
        COMPREPLY=()
        return ;;
    'widget report'' --user')
        COMPREPLY=()
        return ;;
    'widget import'' --input-format')
        COMPREPLY=()
        return ;;
    'widget import'' --on-conflict')
        COMPREPLY=()
        return ;;
    'widget import'' --user')
        COMPREPLY=()
        return ;;
    'widget import'' --max-errors')
        COMPREPLY=()
        return ;;
    'widget export'' --id')
        COMPREPLY=()
        return ;;
    'widget export'' --user')
        COMPREPLY=()
        return ;;
    'widget export'' --name')
        COMPREPLY=()
        return ;;
    'widget export'' --category')
        COMPREPLY=()
        return ;;
    'widget export'' --created-after')
        COMPREPLY=()
        return ;;
    'widget export'' --created-before')
        COMPREPLY=()
        return ;;
    'widget export'' --tag')
        COMPREPLY=()
        return ;;
    'widget export'' --any-tag')
        COMPREPLY=()
        return ;;
    'widget export'' --attribute')
        COMPREPLY=()
        return ;;
    'widget export'' --order-by')
        COMPREPLY=()
        return ;;
    'widget export'' --output')
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return ;;
    'user create'' --id')
        COMPREPLY=()
        return ;;
    'user create'' --name')
        COMPREPLY=()
        return ;;
    'user create'' --email')
        COMPREPLY=()
        return ;;
    'user create'' --role')
        COMPREPLY=()
        return ;;
    'user create'' --department')
        COMPREPLY=()
        return ;;
    'user create'' --cost')
        COMPREPLY=()
        return ;;
    'user create'' --columns')
        COMPREPLY=()
        return ;;
    'user get'' --columns')
        COMPREPLY=()
        return ;;
    'user list'' --id')
        COMPREPLY=()
        return ;;
    'user list'' --name')
        COMPREPLY=()
        return ;;
    'user list'' --email')
        COMPREPLY=()
        return ;;
    'user list'' --role')
        COMPREPLY=()
        return ;;
    'user list'' --department')
        COMPREPLY=()
        return ;;
    'user list'' --created-after')
        COMPREPLY=()
        return ;;
    'user list'' --created-before')
        COMPREPLY=()
        return ;;
    'user list'' --order-by')
        COMPREPLY=()
        return ;;
    'user list'' --page')
        COMPREPLY=()
        return ;;
    'user list'' --rows')
        COMPREPLY=()
        return ;;
    'user list'' --after')
        COMPREPLY=()
        return ;;
    'user list'' --columns')
        COMPREPLY=()
        return ;;
    'user update'' --name')
        COMPREPLY=()
        return ;;
    'user update'' --email')
        COMPREPLY=()
        return ;;
    'user update'' --role')
        COMPREPLY=()
        return ;;
    'user update'' --department')
        COMPREPLY=()
        return ;;
    'user update'' --cost')
        COMPREPLY=()
        return ;;
    'user update'' --if-unmodified-since')
        COMPREPLY=()
        return ;;
    'user update'' --columns')
        COMPREPLY=()
        return ;;
    'db create'' --owner')
        COMPREPLY=()
        return ;;
    'db create'' --template')
        COMPREPLY=()
        return ;;
    *' -d' | *' --database')
        COMPREPLY=()
        return ;;
    *' -e' | *' --env')
        COMPREPLY=()
        return ;;
    *' -C' | *' --config')
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return ;;
    *' -m' | *' --migrations')
        mapfile -t COMPREPLY < <(compgen -d -- "$word")
        return ;;
    *' -o' | *' --format')
        mapfile -t COMPREPLY < <(compgen -W 'table vertical json ndjson csv markdown' -- "$word")
        return ;;
    *' --timeout')
        COMPREPLY=()
        return ;;
    *' --color')
        mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$word")
        return ;;
    *' --log-format')
        mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$word")
        return ;;
    esac
    case $verb in
    '')
        words='init migrate status query seed widget user local db config completion help'
        options+='' ;;
    'init')
        words=''
        options+=' ' ;;
    'migrate')
        words='up down redo to plan check new baseline repair adopt convert'
        options+=' ' ;;
    'migrate up')
        words=''
        options+=' --to --steps --allow-out-of-order --single-transaction --dry-run --lock-wait --lock-timeout --retries --set --source-format --ledger --ledger-table' ;;
    'migrate down')
        words=''
        options+=' --to --steps --dry-run --lock-wait --lock-timeout --retries --set --source-format --ledger --ledger-table' ;;
    'migrate redo')
        words=''
        options+=' --dry-run --lock-wait --lock-timeout --retries --set --source-format --ledger --ledger-table' ;;
    'migrate to')
        words=''
        options+=' --allow-out-of-order --single-transaction --dry-run --lock-wait --lock-timeout --retries --set --source-format --ledger --ledger-table' ;;
    'migrate plan')
        words=''
        options+=' --to --steps --down --sql --allow-out-of-order --set --source-format --ledger --ledger-table' ;;
    'migrate check')
        words=''
        options+=' --against --source-format --report --report-file' ;;
    'migrate new')
        words=''
        options+=' --timestamp --sequence --source-format' ;;
    'migrate baseline')
        words=''
        options+=' --dry-run --lock-wait --source-format --ledger --ledger-table' ;;
    'migrate repair')
        words=''
        options+=' --realign --drop --mark --unmark --done --redo --dry-run --lock-wait --source-format --ledger --ledger-table' ;;
    'migrate adopt')
        words=''
        options+=' --from --back --accept-changed --dry-run --lock-wait --source-format --ledger --ledger-table' ;;
    'migrate convert')
        words=''
        options+=' --to --source-format --dry-run' ;;
    'status')
        words=''
        options+=' --check --report --report-file --source-format --ledger --ledger-table' ;;
    'query')
        words=''
        options+=' -f --file -p --param --params -w --write --output --explain --watch --max-rows' ;;
    'seed')
        words='apply load generate list'
        options+=' --set --reset --cascade --defer --on-conflict --null --max-bad-rows --force-protected' ;;
    'seed apply')
        words=''
        options+=' --set --reset --cascade --defer --on-conflict --null --max-bad-rows --force-protected' ;;
    'seed load')
        words=''
        options+=' --input-format --on-conflict --null --max-bad-rows --force-protected' ;;
    'seed generate')
        words=''
        options+=' --rows --random-seed --skew --with-parents --plan --force-protected' ;;
    'seed list')
        words=''
        options+=' ' ;;
    'widget')
        words='create get list update delete search report import export'
        options+=' ' ;;
    'widget create')
        words=''
        options+=' --stdin --id --user --name --category --inactive --tag --set --columns' ;;
    'widget get')
        words=''
        options+=' --columns' ;;
    'widget list')
        words=''
        options+=' --id --user --name --category --active --inactive --created-after --created-before --tag --any-tag --attribute --order-by --page --rows --after --all --columns' ;;
    'widget update')
        words=''
        options+=' --stdin --user --name --category --active --inactive --set --unset --add-tag --remove-tag --if-unmodified-since --columns' ;;
    'widget delete')
        words=''
        options+=' ' ;;
    'widget search')
        words=''
        options+=' --snippets --id --user --name --category --active --inactive --created-after --created-before --tag --any-tag --attribute --page --rows --columns' ;;
    'widget report')
        words=''
        options+=' --user' ;;
    'widget import')
        words=''
        options+=' --input-format --on-conflict --user --max-errors' ;;
    'widget export')
        words=''
        options+=' --id --user --name --category --active --inactive --created-after --created-before --tag --any-tag --attribute --order-by --output' ;;
    'user')
        words='create get list update delete'
        options+=' ' ;;
    'user create')
        words=''
        options+=' --stdin --id --name --email --role --department --disabled --password-stdin --cost --columns' ;;
    'user get')
        words=''
        options+=' --columns' ;;
    'user list')
        words=''
        options+=' --id --name --email --role --department --enabled --disabled --created-after --created-before --order-by --page --rows --after --all --columns' ;;
    'user update')
        words=''
        options+=' --stdin --name --email --role --department --no-department --enabled --disabled --password --password-stdin --cost --if-unmodified-since --columns' ;;
    'user delete')
        words=''
        options+=' ' ;;
    'local')
        words='start stop status url destroy'
        options+=' ' ;;
    'local start')
        words=''
        options+=' ' ;;
    'local stop')
        words=''
        options+=' ' ;;
    'local status')
        words=''
        options+=' ' ;;
    'local url')
        words=''
        options+=' ' ;;
    'local destroy')
        words=''
        options+=' ' ;;
    'db')
        words='create drop ping wait'
        options+=' ' ;;
    'db create')
        words=''
        options+=' --if-missing --owner --template' ;;
    'db drop')
        words=''
        options+=' --if-exists --force' ;;
    'db ping')
        words=''
        options+=' ' ;;
    'db wait')
        words=''
        options+=' ' ;;
    'config')
        words=''
        options+=' ' ;;
    'completion')
        words=''
        options+=' ' ;;
    'help')
        words=''
        options+=' ' ;;
    esac
    if [[ $word == -* ]]; then
        words=$options
    fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}

complete -o default -F _dunlin dunlin
