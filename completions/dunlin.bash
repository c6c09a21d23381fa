# SPDX-License-Identifier: MIT
# Written by "dunlin completion bash". Needs nothing but bash: source it, or put it into
# ~/.local/share/bash-completion/completions/dunlin.

_dunlin_offer() {
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$word")
    local cut=${COMP_WORDS[COMP_CWORD]}
    if [[ $cut == --*=* ]]; then
        COMPREPLY=("${COMPREPLY[@]/#/${cut%%=*}=}")
        return
    fi
    [[ $cut == [=:] ]] && cut=''
    COMPREPLY=("${COMPREPLY[@]#"${word%"$cut"}"}")
}

_dunlin_live() {
    local -a values
    mapfile -t values < <("${COMP_WORDS[0]/#~\//$HOME/}" __complete "$1" "${typed[@]:1:last-1}" \
        2>/dev/null)
    values=("${values[@]%%$'\t'*}")
    _dunlin_offer "${values[*]}"
}

_dunlin() {
    local valued=' --add-tag --after --against --any-tag --attribute --category --color --columns --config --confirm --contexts --cost --created-after --created-before --database --department --done --drop --email --env --env-file --explain --file --format --from --id --if-unmodified-since --input-format --labels --ledger --ledger-table --lock-timeout --lock-wait --log-format --log-statements --mark --max-bad-rows --max-errors --max-field-size --max-rows --metrics --migrations --name --null --on-conflict --order-by --output --owner --page --param --params --prefix --random-seed --read-only --read-write --realign --redo --remove-tag --report --report-file --retries --role --rows --schema --set --source-format --steps --tag --template --timeout --to --trace --unmark --unset --user --watch -C -d -e -f -m -o -p '
    local paths='||init|migrate|migrate up|migrate down|migrate redo|migrate to|migrate plan|migrate check|migrate new|migrate baseline|migrate repair|migrate adopt|migrate convert|status|query|seed|seed apply|seed load|seed generate|seed list|widget|widget create|widget get|widget list|widget update|widget delete|widget search|widget report|widget import|widget export|user|user create|user get|user list|user update|user delete|local|local start|local stop|local status|local url|local destroy|db|db create|db drop|db ping|db wait|db roles|config|config check|completion|help|'
    local words='' options='-d --database -e --env --confirm -C --config --env-file -m --migrations --role -o --format --timeout --color --log-format --trace --metrics --log-statements --no-progress -q --quiet -v --verbose -y --yes -h --help -V --version'
    local -a typed
    read -ra typed <<<"${COMP_LINE:0:COMP_POINT}"
    [[ ${COMP_LINE:0:COMP_POINT} == *[[:space:]] ]] && typed+=('')
    local last=$((${#typed[@]} - 1)) verb='' skip='' count=0 i next
    local word=${typed[last]} previous=${typed[last-1]}
    if [[ $word == --*=* ]]; then
        previous=${word%%=*}
        word=${word#*=}
    fi
    for ((i = 1; i < last; i++)); do
        next=${typed[i]}
        if [[ $skip ]]; then
            skip=''
        elif [[ $next == -* ]]; then
            [[ $valued == *" $next "* ]] && skip=yes
        else
            [[ $verb == help ]] && verb=''
            if [[ $paths == *"|${verb:+$verb }$next|"* ]]; then
                verb=${verb:+$verb }$next
            else
                ((count += 1))
            fi
        fi
    done
    case "$verb $previous" in
    'migrate up'' --to')
        _dunlin_live versions
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
        _dunlin_offer 'darwin dbmate diesel dunlin flyway golang-migrate goose graphile-migrate node-pg-migrate prisma refinery sqitch sqlx tern liquibase'
        return ;;
    'migrate up'' --ledger')
        _dunlin_offer 'dunlin darwin dbmate diesel flyway golang-migrate goose graphile-migrate node-pg-migrate liquibase prisma refinery sqitch sqlx tern'
        return ;;
    'migrate up'' --ledger-table')
        _dunlin_live tables
        return ;;
    'migrate up'' --contexts')
        COMPREPLY=()
        return ;;
    'migrate up'' --labels')
        COMPREPLY=()
        return ;;
    'migrate down'' --to')
        _dunlin_live versions
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
        _dunlin_offer 'darwin dbmate diesel dunlin flyway golang-migrate goose graphile-migrate node-pg-migrate prisma refinery sqitch sqlx tern liquibase'
        return ;;
    'migrate down'' --ledger')
        _dunlin_offer 'dunlin darwin dbmate diesel flyway golang-migrate goose graphile-migrate node-pg-migrate liquibase prisma refinery sqitch sqlx tern'
        return ;;
    'migrate down'' --ledger-table')
        _dunlin_live tables
        return ;;
    'migrate down'' --contexts')
        COMPREPLY=()
        return ;;
    'migrate down'' --labels')
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
        _dunlin_offer 'darwin dbmate diesel dunlin flyway golang-migrate goose graphile-migrate node-pg-migrate prisma refinery sqitch sqlx tern liquibase'
        return ;;
    'migrate redo'' --ledger')
        _dunlin_offer 'dunlin darwin dbmate diesel flyway golang-migrate goose graphile-migrate node-pg-migrate liquibase prisma refinery sqitch sqlx tern'
        return ;;
    'migrate redo'' --ledger-table')
        _dunlin_live tables
        return ;;
    'migrate redo'' --contexts')
        COMPREPLY=()
        return ;;
    'migrate redo'' --labels')
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
        _dunlin_offer 'darwin dbmate diesel dunlin flyway golang-migrate goose graphile-migrate node-pg-migrate prisma refinery sqitch sqlx tern liquibase'
        return ;;
    'migrate to'' --ledger')
        _dunlin_offer 'dunlin darwin dbmate diesel flyway golang-migrate goose graphile-migrate node-pg-migrate liquibase prisma refinery sqitch sqlx tern'
        return ;;
    'migrate to'' --ledger-table')
        _dunlin_live tables
        return ;;
    'migrate to'' --contexts')
        COMPREPLY=()
        return ;;
    'migrate to'' --labels')
        COMPREPLY=()
        return ;;
    'migrate plan'' --to')
        _dunlin_live versions
        return ;;
    'migrate plan'' --steps')
        COMPREPLY=()
        return ;;
    'migrate plan'' --set')
        COMPREPLY=()
        return ;;
    'migrate plan'' --source-format')
        _dunlin_offer 'darwin dbmate diesel dunlin flyway golang-migrate goose graphile-migrate node-pg-migrate prisma refinery sqitch sqlx tern liquibase'
        return ;;
    'migrate plan'' --ledger')
        _dunlin_offer 'dunlin darwin dbmate diesel flyway golang-migrate goose graphile-migrate node-pg-migrate liquibase prisma refinery sqitch sqlx tern'
        return ;;
    'migrate plan'' --ledger-table')
        _dunlin_live tables
        return ;;
    'migrate plan'' --contexts')
        COMPREPLY=()
        return ;;
    'migrate plan'' --labels')
        COMPREPLY=()
        return ;;
    'migrate check'' --against')
        COMPREPLY=()
        return ;;
    'migrate check'' --source-format')
        _dunlin_offer 'darwin dbmate diesel dunlin flyway golang-migrate goose graphile-migrate node-pg-migrate prisma refinery sqitch sqlx tern liquibase'
        return ;;
    'migrate check'' --report')
        _dunlin_offer 'junit github'
        return ;;
    'migrate check'' --report-file')
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return ;;
    'migrate new'' --source-format')
        _dunlin_offer 'darwin dbmate diesel dunlin flyway golang-migrate goose graphile-migrate node-pg-migrate prisma refinery sqitch sqlx tern liquibase'
        return ;;
    'migrate baseline'' --lock-wait')
        COMPREPLY=()
        return ;;
    'migrate baseline'' --source-format')
        _dunlin_offer 'darwin dbmate diesel dunlin flyway golang-migrate goose graphile-migrate node-pg-migrate prisma refinery sqitch sqlx tern liquibase'
        return ;;
    'migrate baseline'' --ledger')
        _dunlin_offer 'dunlin darwin dbmate diesel flyway golang-migrate goose graphile-migrate node-pg-migrate liquibase prisma refinery sqitch sqlx tern'
        return ;;
    'migrate baseline'' --ledger-table')
        _dunlin_live tables
        return ;;
    'migrate baseline'' --contexts')
        COMPREPLY=()
        return ;;
    'migrate baseline'' --labels')
        COMPREPLY=()
        return ;;
    'migrate repair'' --realign')
        _dunlin_live versions
        return ;;
    'migrate repair'' --drop')
        _dunlin_live versions
        return ;;
    'migrate repair'' --mark')
        _dunlin_live versions
        return ;;
    'migrate repair'' --unmark')
        _dunlin_live versions
        return ;;
    'migrate repair'' --done')
        _dunlin_live versions
        return ;;
    'migrate repair'' --redo')
        _dunlin_live versions
        return ;;
    'migrate repair'' --lock-wait')
        COMPREPLY=()
        return ;;
    'migrate repair'' --source-format')
        _dunlin_offer 'darwin dbmate diesel dunlin flyway golang-migrate goose graphile-migrate node-pg-migrate prisma refinery sqitch sqlx tern liquibase'
        return ;;
    'migrate repair'' --ledger')
        _dunlin_offer 'dunlin darwin dbmate diesel flyway golang-migrate goose graphile-migrate node-pg-migrate liquibase prisma refinery sqitch sqlx tern'
        return ;;
    'migrate repair'' --ledger-table')
        _dunlin_live tables
        return ;;
    'migrate repair'' --contexts')
        COMPREPLY=()
        return ;;
    'migrate repair'' --labels')
        COMPREPLY=()
        return ;;
    'migrate adopt'' --from')
        _dunlin_offer 'darwin dbmate diesel flyway golang-migrate goose graphile-migrate node-pg-migrate liquibase prisma refinery sqitch sqlx tern'
        return ;;
    'migrate adopt'' --lock-wait')
        COMPREPLY=()
        return ;;
    'migrate adopt'' --source-format')
        _dunlin_offer 'darwin dbmate diesel dunlin flyway golang-migrate goose graphile-migrate node-pg-migrate prisma refinery sqitch sqlx tern liquibase'
        return ;;
    'migrate adopt'' --ledger-table')
        _dunlin_live tables
        return ;;
    'migrate adopt'' --contexts')
        COMPREPLY=()
        return ;;
    'migrate adopt'' --labels')
        COMPREPLY=()
        return ;;
    'migrate convert'' --to')
        _dunlin_offer 'dunlin dbmate flyway golang-migrate goose sqlx'
        return ;;
    'migrate convert'' --source-format')
        _dunlin_offer 'darwin dbmate diesel dunlin flyway golang-migrate goose graphile-migrate node-pg-migrate prisma refinery sqitch sqlx tern liquibase'
        return ;;
    'status'' --report')
        _dunlin_offer 'junit github'
        return ;;
    'status'' --report-file')
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return ;;
    'status'' --set')
        COMPREPLY=()
        return ;;
    'status'' --source-format')
        _dunlin_offer 'darwin dbmate diesel dunlin flyway golang-migrate goose graphile-migrate node-pg-migrate prisma refinery sqitch sqlx tern liquibase'
        return ;;
    'status'' --ledger')
        _dunlin_offer 'dunlin darwin dbmate diesel flyway golang-migrate goose graphile-migrate node-pg-migrate liquibase prisma refinery sqitch sqlx tern'
        return ;;
    'status'' --ledger-table')
        _dunlin_live tables
        return ;;
    'status'' --contexts')
        COMPREPLY=()
        return ;;
    'status'' --labels')
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
        _dunlin_offer 'analyze'
        return ;;
    'query'' --watch')
        COMPREPLY=()
        return ;;
    'query'' --max-rows')
        COMPREPLY=()
        return ;;
    'seed'' --set')
        _dunlin_live sets
        return ;;
    'seed'' --on-conflict')
        _dunlin_offer 'error skip update'
        return ;;
    'seed'' --null')
        COMPREPLY=()
        return ;;
    'seed'' --max-bad-rows')
        COMPREPLY=()
        return ;;
    'seed'' --max-field-size')
        COMPREPLY=()
        return ;;
    'seed apply'' --set')
        _dunlin_live sets
        return ;;
    'seed apply'' --on-conflict')
        _dunlin_offer 'error skip update'
        return ;;
    'seed apply'' --null')
        COMPREPLY=()
        return ;;
    'seed apply'' --max-bad-rows')
        COMPREPLY=()
        return ;;
    'seed apply'' --max-field-size')
        COMPREPLY=()
        return ;;
    'seed load'' --input-format')
        _dunlin_offer 'csv ndjson'
        return ;;
    'seed load'' --on-conflict')
        _dunlin_offer 'error skip update'
        return ;;
    'seed load'' --null')
        COMPREPLY=()
        return ;;
    'seed load'' --max-bad-rows')
        COMPREPLY=()
        return ;;
    'seed load'' --max-field-size')
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
        _dunlin_live widget-orders
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
        _dunlin_offer 'csv ndjson'
        return ;;
    'widget import'' --on-conflict')
        _dunlin_offer 'error skip update'
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
        _dunlin_live widget-orders
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
        _dunlin_offer 'ADMIN USER'
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
        _dunlin_offer 'ADMIN USER'
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
        _dunlin_live user-orders
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
        _dunlin_offer 'ADMIN USER'
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
    'db roles'' --schema')
        COMPREPLY=()
        return ;;
    'db roles'' --prefix')
        COMPREPLY=()
        return ;;
    'db roles'' --owner')
        COMPREPLY=()
        return ;;
    'db roles'' --read-write')
        COMPREPLY=()
        return ;;
    'db roles'' --read-only')
        COMPREPLY=()
        return ;;
    *' -d' | *' --database')
        COMPREPLY=()
        return ;;
    *' -e' | *' --env')
        _dunlin_live environments
        return ;;
    *' --confirm')
        _dunlin_live environments
        return ;;
    *' -C' | *' --config')
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return ;;
    *' --env-file')
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return ;;
    *' -m' | *' --migrations')
        mapfile -t COMPREPLY < <(compgen -d -- "$word")
        return ;;
    *' --role')
        COMPREPLY=()
        return ;;
    *' -o' | *' --format')
        _dunlin_offer 'table vertical json ndjson csv markdown'
        return ;;
    *' --timeout')
        COMPREPLY=()
        return ;;
    *' --color')
        _dunlin_offer 'auto always never'
        return ;;
    *' --log-format')
        _dunlin_offer 'text json'
        return ;;
    *' --trace')
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return ;;
    *' --metrics')
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        return ;;
    *' --log-statements')
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
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
        options+=' --to --steps --allow-out-of-order --single-transaction --dry-run --lock-wait --lock-timeout --retries --set --source-format --ledger --ledger-table --contexts --labels' ;;
    'migrate down')
        words=''
        options+=' --to --steps --dry-run --lock-wait --lock-timeout --retries --set --source-format --ledger --ledger-table --contexts --labels' ;;
    'migrate redo')
        words=''
        options+=' --dry-run --lock-wait --lock-timeout --retries --set --source-format --ledger --ledger-table --contexts --labels' ;;
    'migrate to')
        [[ $word != -* ]] && ((count == 0)) && _dunlin_live versions && return
        words=''
        options+=' --allow-out-of-order --single-transaction --dry-run --lock-wait --lock-timeout --retries --set --source-format --ledger --ledger-table --contexts --labels' ;;
    'migrate plan')
        words=''
        options+=' --to --steps --down --sql --allow-out-of-order --set --source-format --ledger --ledger-table --contexts --labels' ;;
    'migrate check')
        words=''
        options+=' --against --source-format --report --report-file' ;;
    'migrate new')
        words=''
        options+=' --timestamp --sequence --source-format' ;;
    'migrate baseline')
        [[ $word != -* ]] && ((count == 0)) && _dunlin_live versions && return
        words=''
        options+=' --dry-run --lock-wait --source-format --ledger --ledger-table --contexts --labels' ;;
    'migrate repair')
        words=''
        options+=' --realign --drop --mark --unmark --done --redo --dry-run --lock-wait --source-format --ledger --ledger-table --contexts --labels' ;;
    'migrate adopt')
        words=''
        options+=' --from --back --accept-changed --dry-run --lock-wait --source-format --ledger-table --contexts --labels' ;;
    'migrate convert')
        words=''
        options+=' --to --source-format --dry-run' ;;
    'status')
        words=''
        options+=' --check --report --report-file --set --source-format --ledger --ledger-table --contexts --labels' ;;
    'query')
        words=''
        options+=' -f --file -p --param --params -w --write --output --explain --watch --max-rows' ;;
    'seed')
        words='apply load generate list'
        options+=' --set --reset --cascade --defer --on-conflict --null --max-bad-rows --max-field-size' ;;
    'seed apply')
        words=''
        options+=' --set --reset --cascade --defer --on-conflict --null --max-bad-rows --max-field-size' ;;
    'seed load')
        [[ $word != -* ]] && ((count == 0)) && _dunlin_live tables && return
        words=''
        options+=' --input-format --on-conflict --null --max-bad-rows --max-field-size' ;;
    'seed generate')
        [[ $word != -* ]] && ((count == 0)) && _dunlin_live tables && return
        words=''
        options+=' --rows --random-seed --skew --with-parents --plan' ;;
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
        words='parts rank categories'
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
        options+=' --trust' ;;
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
        words='create drop ping wait roles'
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
    'db roles')
        words=''
        options+=' --schema --prefix --owner --read-write --read-only --login --apply' ;;
    'config')
        words='check'
        options+=' ' ;;
    'config check')
        words=''
        options+=' ' ;;
    'completion')
        words='bash zsh fish'
        options+=' ' ;;
    'help')
        words='init migrate status query seed widget user local db config completion help'
        options+=' --all' ;;
    esac
    if [[ $word == -* ]]; then
        words=$options
    fi
    _dunlin_offer "$words"
}

complete -o default -F _dunlin dunlin
