#compdef holdfast
# The completion of bash serves zsh as well.
autoload -U +X bashcompinit && bashcompinit
source /usr/share/bash-completion/completions/holdfast
_bash_complete -o bashdefault -o default -F _complete_holdfast
