HOST=app.example.com
APP_DIR=/srv/shop
PROJECT=shop
remote() {
  ssh "deploy@$HOST" "$1"
}
