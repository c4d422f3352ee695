require "json"
require "net/http"

class Reporter
  def initialize(url, token)
    @url = URI(url)
    @token = token
  end

  def report(title, data)
    Net::HTTP.post(@url, { title: title, data: data }.to_json, "Authorization" => "Bearer #{@token}")
  end

  def keep(text)
    @text = text.lines.size
  end
end
