on_server() {
  ssh deploy@192.0.2.10 "$1"
}
