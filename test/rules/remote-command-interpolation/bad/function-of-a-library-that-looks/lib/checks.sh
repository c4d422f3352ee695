warn_about() {
  local name="$1"
  if [[ ! $name =~ ^[a-z0-9._-]+$ ]]; then
    echo "$name is no name" >&2
  fi
}

require_name() {
  [[ $1 =~ ^[a-z0-9._-]+$ ]] || exit 1
}
