require "json"
require "net/http"

class Reporter
  def initialize(url) = @url = URI(url)

  def report(title, data)
    body = { title: title, data: data }
    Net::HTTP.post(@url, body.to_json)
  end
end
