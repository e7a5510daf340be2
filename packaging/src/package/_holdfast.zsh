#compdef holdfast
# The completion of bash serves zsh as well.
autoload -U +X bashcompinit && bashcompinit
# A builtin of bash that zsh's bashcompinit does not bring; it only says how the line goes on after a word.
(( $+functions[compopt] )) || compopt() { return 0 }
source /usr/share/bash-completion/completions/holdfast
_bash_complete -o bashdefault -o default -F _complete_holdfast
