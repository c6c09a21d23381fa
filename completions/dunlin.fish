# SPDX-License-Identifier: MIT
# Completion for fish, which asks `dunlin __complete`. Install it as
# ~/.config/fish/completions/dunlin.fish.

function __dunlin_candidates
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    # The value of --option=value is completed after the sign.
    set -l option (string match -r -- '^--[^=]*=' $word)
    set -l program (string replace -r '^~/' $HOME/ -- $words[1])
    for line in (command $program __complete $words[2..-1] "$word" 2>/dev/null)
        switch $line
            case :files
                printf '%s\n' "$option"(__fish_complete_path (string replace -- "$option" '' $word))
            case :folders
                printf '%s\n' "$option"(__fish_complete_directories (string replace -- "$option" '' $word) '')
            case ':*'
            case '*'
                printf '%s\n' "$option$line"
        end
    end
end

complete -c dunlin -f -k -a '(__dunlin_candidates)'
