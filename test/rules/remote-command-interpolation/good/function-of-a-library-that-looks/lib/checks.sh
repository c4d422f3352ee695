require_name() {
  local name="$1"
  if [[ ! $name =~ ^[a-z0-9._-]+$ ]]; then
    echo "$name is no name" >&2
    exit 1
  fi
}
