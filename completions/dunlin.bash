# SPDX-License-Identifier: MIT
# Written by "dunlin completion bash". Needs nothing but bash: source it, or put it into
# ~/.local/share/bash-completion/completions/dunlin.

_dunlin() {
    local valued=' --color --config --database --env --format --log-format --migrations --owner --template --timeout -C -d -e -m -o '
    local paths='||init|local|local start|local stop|local status|local url|local destroy|db|db create|db drop|db ping|db wait|config|completion|help|'
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
        words='init local db config completion help'
        options+='' ;;
    'init')
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
