# bash completion for koderz; made by: koderz --generate bash
_koderz() {
  local cur=${COMP_WORDS[COMP_CWORD]} verb= words= i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
    -x|--script|-e|--execute|--session|--workspace|--color|--sim-fault|--sim-speed|--generate) ((i++)) ;;
    -*) ;;
    *)
      verb=${COMP_WORDS[i]}
      break
      ;;
    esac
  done
  case $verb in
    '') words='-x --script -e --execute --json -q --quiet --keep-going --session --workspace --ephemeral --color --no-init --sim-fault --sim-speed --weak-sandbox --generate session info set show unset note source save transcript help apropos alias unalias every quit load problems use next-problem spec preview step stepi next continue finish retry test why list more guide review edit prompt x log tree goto fork branches undo redo bookmark diff replay rerun cost frontier-costs time models budget recost recording speed-test doctor sandbox judge' ;;
    session) words='list new open rename export import verify --from --as' ;;
    info|i) words='' ;;
    set) words='--save' ;;
    show) words='--origin' ;;
    unset) words='--save' ;;
    note) words='' ;;
    source) words='' ;;
    save) words='' ;;
    transcript) words='' ;;
    help|h) words='' ;;
    apropos) words='' ;;
    alias) words='' ;;
    unalias) words='' ;;
    every) words='--drop' ;;
    quit|q|exit) words='' ;;
    load) words='' ;;
    problems|list-problems) words='' ;;
    use) words='' ;;
    next-problem) words='' ;;
    spec) words='make list use edit show diff none --fresh --reuse-spec --reuse-same --file' ;;
    preview|p) words='--full' ;;
    step|s) words='--anyway' ;;
    stepi|si) words='--anyway' ;;
    next|n) words='--anyway' ;;
    continue|c) words='--anyway' ;;
    finish) words='' ;;
    retry) words='' ;;
    test) words='--repeat' ;;
    why|w) words='' ;;
    list|l) words='' ;;
    more) words='--reasoning' ;;
    guide|g) words='--once --sticky --drop' ;;
    review|checkpoint) words='--full' ;;
    edit) words='--file' ;;
    prompt) words='list show edit reset diff --file' ;;
    x) words='--full' ;;
    log) words='--all --graph --events' ;;
    tree|t) words='' ;;
    goto) words='' ;;
    fork) words='' ;;
    branches) words='' ;;
    undo|u) words='' ;;
    redo) words='' ;;
    bookmark) words='--drop' ;;
    diff|d) words='--prompt' ;;
    replay) words='' ;;
    rerun) words='' ;;
    cost) words='' ;;
    frontier-costs) words='' ;;
    time) words='' ;;
    models|m) words='list use presets discover probe ps pull --responsive --model' ;;
    budget) words='' ;;
    recost) words='--prices --on --batch' ;;
    recording) words='export import --role' ;;
    speed-test) words='--rounds --export' ;;
    doctor) words='--online --json' ;;
    sandbox) words='' ;;
    judge) words='--problems --raw --workers --timeout' ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
  if [[ -z ${COMPREPLY[0]} ]]; then
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
  fi
}
complete -F _koderz koderz
