require "json"

payload = JSON.parse(File.read(ENV.fetch("GITHUB_EVENT_PATH")))
head = payload["pull_request"]["head"]
ref, sha = head.values_at("ref", "sha")
puts "Preview of #{ref}"
system({ "VERSION" => sha }, "bin/kamal", "deploy", "-d", "preview")
