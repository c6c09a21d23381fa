# SPDX-License-Identifier: MIT
# Completion for bash 4 or newer, which asks `dunlin __complete`. Source this file, or install it as
# ~/.local/share/bash-completion/completions/dunlin.

_dunlin() {
    # bash splits words at signs such as = and :, so the line is split anew, at blanks.
    local -a words
    read -ra words <<<"${COMP_LINE:0:COMP_POINT}"
    [[ ${COMP_LINE:0:COMP_POINT} == *[[:space:]] ]] && words+=('')
    local word=${words[${#words[@]}-1]} cut=${COMP_WORDS[COMP_CWORD]} option='' line
    if [[ $word == --*=* ]]; then
        # When = does not split words, the candidates begin with the option.
        [[ $cut == --*=* ]] && option=${word%%=*}=
        word=${word#*=}
    fi
    [[ $cut == [=:] ]] && cut=''
    # What bash takes for other words before this one is not a part of the candidates.
    local before=''
    [[ $option ]] || before=${word%"$cut"}
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
        :files) compopt -o default ;;
        :folders) compopt -o dirnames ;;
        :*) ;;
        *)
            line=${line%%$'\t'*}
            [[ $line == "$word"* ]] && COMPREPLY+=("$option${line#"$before"}")
            ;;
        esac
    done < <("${COMP_WORDS[0]/#~\//$HOME/}" __complete "${words[@]:1}" 2>/dev/null)
}

complete -F _dunlin dunlin
