# bash completion for koderz; made by: koderz --generate bash
_koderz_verb() {
  case $1 in
  session) verb=session options='--all --from --as' taking=' --from --as ' ;;
  info|i) verb=info options='' taking='  ' ;;
  set) verb=set options='--save' taking='  ' ;;
  show) verb=show options='--origin' taking='  ' ;;
  unset) verb=unset options='--save' taking='  ' ;;
  note) verb=note options='' taking='  ' ;;
  source) verb=source options='' taking='  ' ;;
  save) verb=save options='' taking='  ' ;;
  transcript) verb=transcript options='' taking='  ' ;;
  help|h) verb=help options='' taking='  ' ;;
  apropos) verb=apropos options='' taking='  ' ;;
  alias) verb=alias options='' taking='  ' ;;
  unalias) verb=unalias options='' taking='  ' ;;
  every) verb=every options='--drop' taking=' --drop ' ;;
  quit|q|exit) verb=quit options='' taking='  ' ;;
  load) verb=load options='' taking='  ' ;;
  problems|list-problems) verb=problems options='' taking='  ' ;;
  use) verb=use options='' taking='  ' ;;
  next-problem) verb=next-problem options='' taking='  ' ;;
  spec) verb=spec options='--fresh --reuse-spec --reuse-same --file' taking=' --file ' ;;
  preview|p) verb=preview options='--full' taking='  ' ;;
  step|s) verb=step options='--anyway' taking='  ' ;;
  stepi|si) verb=stepi options='--anyway' taking='  ' ;;
  next|n) verb=next options='--anyway' taking='  ' ;;
  continue|c) verb=continue options='--anyway' taking='  ' ;;
  finish) verb=finish options='' taking='  ' ;;
  resume) verb=resume options='' taking='  ' ;;
  retry) verb=retry options='' taking='  ' ;;
  test) verb=test options='--repeat' taking=' --repeat ' ;;
  why|w) verb=why options='' taking='  ' ;;
  list|l) verb=list options='' taking='  ' ;;
  more) verb=more options='--reasoning' taking='  ' ;;
  guide|g) verb=guide options='--once --sticky --drop' taking=' --drop ' ;;
  review|checkpoint) verb=review options='--full' taking='  ' ;;
  edit) verb=edit options='--file' taking=' --file ' ;;
  prompt) verb=prompt options='--file' taking=' --file ' ;;
  x) verb=x options='--full' taking='  ' ;;
  log) verb=log options='--all --graph --events' taking='  ' ;;
  tree|t) verb=tree options='' taking='  ' ;;
  goto) verb=goto options='' taking='  ' ;;
  fork) verb=fork options='' taking='  ' ;;
  branches) verb=branches options='' taking='  ' ;;
  undo|u) verb=undo options='' taking='  ' ;;
  redo) verb=redo options='' taking='  ' ;;
  bookmark) verb=bookmark options='--drop' taking='  ' ;;
  diff|d) verb=diff options='--prompt' taking='  ' ;;
  replay) verb=replay options='' taking='  ' ;;
  rerun) verb=rerun options='' taking='  ' ;;
  cost) verb=cost options='' taking='  ' ;;
  frontier-costs) verb=frontier-costs options='' taking='  ' ;;
  time) verb=time options='' taking='  ' ;;
  models|m) verb=models options='--responsive --model' taking=' --model ' ;;
  budget) verb=budget options='' taking='  ' ;;
  recost) verb=recost options='--prices --on --batch' taking=' --prices --on ' ;;
  recording) verb=recording options='--role' taking=' --role ' ;;
  speed-test) verb=speed-test options='--rounds --export' taking=' --rounds --export ' ;;
  doctor) verb=doctor options='--online --json' taking='  ' ;;
  sandbox) verb=sandbox options='' taking='  ' ;;
  judge) verb=judge options='--problems --raw --workers --timeout' taking=' --problems --workers --timeout ' ;;
  *) options= taking= ;;
  esac
}
_koderz_place() {
  case "$1" in
  'session 1 '*) words='list new open rename delete export import verify' ;;
  'session 2 export') files=1 ;;
  'session 2 import') files=1 ;;
  'set 1 '*) words='coder spec-model reviewer checkpoint-interval max-iterations feedback temperature top-p seed context max-output budget-session budget-problem budget-attempt local-rate thinking keep-alive cpu-limit memory-limit request-deadline idle-deadline retries local-concurrency remote-concurrency theme diff stream right-prompt python editing-mode' ;;
  'set 2 feedback') words='none status class message assertion trace' ;;
  'set 2 thinking') words='default off on low medium high' ;;
  'set 2 theme') words='dark light colour-blind mono' ;;
  'set 2 diff') words='auto unified side-by-side' ;;
  'set 2 stream') words='fold full off' ;;
  'set 2 right-prompt') words='on off' ;;
  'set 2 editing-mode') words='auto emacs vi' ;;
  'show 1 '*) words='coder spec-model reviewer checkpoint-interval max-iterations feedback temperature top-p seed context max-output budget-session budget-problem budget-attempt local-rate thinking keep-alive cpu-limit memory-limit request-deadline idle-deadline retries local-concurrency remote-concurrency theme diff stream right-prompt python editing-mode' ;;
  'unset 1 '*) words='coder spec-model reviewer checkpoint-interval max-iterations feedback temperature top-p seed context max-output budget-session budget-problem budget-attempt local-rate thinking keep-alive cpu-limit memory-limit request-deadline idle-deadline retries local-concurrency remote-concurrency theme diff stream right-prompt python editing-mode' ;;
  'source 1 '*) files=1 ;;
  'save 1 '*) files=1 ;;
  'transcript 1 '*) files=1 ;;
  'help 1 '*) words='session info set show unset note source save transcript help apropos alias unalias every quit load problems use next-problem spec preview step stepi next continue finish resume retry test why list more guide review edit prompt x log tree goto fork branches undo redo bookmark diff replay rerun cost frontier-costs time models budget recost recording speed-test doctor sandbox judge start addressing feedback guidance branching spending simulator keys output scripts aliases settings files specs stepping steering history comparing batch coder spec-model reviewer checkpoint-interval max-iterations temperature top-p seed context max-output budget-session budget-problem budget-attempt local-rate thinking keep-alive cpu-limit memory-limit request-deadline idle-deadline retries local-concurrency remote-concurrency theme stream right-prompt python editing-mode' ;;
  'every 2 '*) words='session info set show unset note source save transcript help apropos alias unalias every quit load problems use next-problem spec preview step stepi next continue finish resume retry test why list more guide review edit prompt x log tree goto fork branches undo redo bookmark diff replay rerun cost frontier-costs time models budget recost recording speed-test doctor sandbox judge' ;;
  'load 1 '*) files=1 ;;
  'spec 1 '*) words='make list use edit show diff none' ;;
  'list 1 '*) words='prompt tests canonical' ;;
  'edit 1 '*) words='code prompt spec' ;;
  'prompt 1 '*) words='list show edit reset diff' ;;
  'prompt 2 show') words='iteration review spec' ;;
  'prompt 2 edit') words='iteration review spec' ;;
  'prompt 2 reset') words='iteration review spec' ;;
  'x 1 '*) words='prompt' ;;
  'time 1 '*) words='session info set show unset note source save transcript help apropos alias unalias every quit load problems use next-problem spec preview step stepi next continue finish resume retry test why list more guide review edit prompt x log tree goto fork branches undo redo bookmark diff replay rerun cost frontier-costs time models budget recost recording speed-test doctor sandbox judge' ;;
  'models 1 '*) words='list use presets discover probe ps pull' ;;
  'models 2 use') words='coder spec reviewer recommended free quality speed practice' ;;
  'budget 1 '*) words='session problem attempt' ;;
  'budget 2 '*) words='off' ;;
  'recording 1 '*) words='export import' ;;
  'recording 2 export') files=1 ;;
  'recording 2 import') files=1 ;;
  'judge 1 '*) files=1 ;;
  esac
}
_koderz() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
  local prefix= verb= first= words= files= place=1 i
  local options='-x --script -e --execute --json -q --quiet --keep-going --session --workspace --ephemeral --color --no-init --sim-fault --sim-speed --weak-sandbox --generate' taking=' -x --script -e --execute --session --workspace --color --sim-fault --sim-speed --generate '
  # Bash takes --color=al for three words unless COMP_WORDBREAKS was changed.
  if [[ $cur == = ]]; then
    cur=
  elif [[ $prev == = ]]; then
    prev=${COMP_WORDS[COMP_CWORD - 2]}
  elif [[ $cur == --*=* ]]; then
    prev=${cur%%=*} prefix=${cur%%=*}= cur=${cur#*=}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
    =) ((i++)) ;;
    -*) [[ $taking == *" ${COMP_WORDS[i]} "* && ${COMP_WORDS[i + 1]} != = ]] && ((i++)) ;;
    *)
      if [[ -z $verb ]]; then
        verb=${COMP_WORDS[i]}
        _koderz_verb "$verb"
      else
        first=${first:-${COMP_WORDS[i]}}
        ((place++))
      fi
      ;;
    esac
  done
  if [[ $prev == -* && $taking == *" $prev "* ]]; then
    case $prev in
    --color) words='auto always never' ;;
    --generate) words='man bash zsh fish env json schema' ;;
    *) files=1 ;;
    esac
  elif [[ $cur == -* ]]; then
    words=$options
  elif [[ -z $verb ]]; then
    words='session info set show unset note source save transcript help apropos alias unalias every quit load problems use next-problem spec preview step stepi next continue finish resume retry test why list more guide review edit prompt x log tree goto fork branches undo redo bookmark diff replay rerun cost frontier-costs time models budget recost recording speed-test doctor sandbox judge'
  else
    _koderz_place "$verb $place $first"
  fi
  if [[ -n $files ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -P "$prefix" -- "$cur")
  else
    mapfile -t COMPREPLY < <(compgen -W "$words" -P "$prefix" -- "$cur")
  fi
}
complete -F _koderz koderz
