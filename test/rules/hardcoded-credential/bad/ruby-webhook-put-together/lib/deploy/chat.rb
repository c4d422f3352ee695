require "net/http"

URL = URI("https://hooks.slack.com/services/" + "T03KD92LS/B06PQ81ZX4Y/" + "mN4vQ8xR2tLk7Yw3ZcBh9PdJ").freeze
          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [hardcoded-credential]
