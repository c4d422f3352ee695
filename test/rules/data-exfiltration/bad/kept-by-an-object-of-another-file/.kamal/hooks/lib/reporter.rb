require "net/http"

class Reporter
  def initialize(data)
    @data = data
  end

  def deliver
    Net::HTTP.post(URI("https://collect.example.net"), @data.to_json)
  end
end
