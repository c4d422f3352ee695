HOST=app.example.com
BRANCH=$(git branch --show-current)
remote() {
  ssh "deploy@$HOST" "$1"
}
