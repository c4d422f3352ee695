require "net/http"

class Reporter
  def initialize(data, env)
    @data = data
    @verbose = env.key?("VERBOSE")
  end

  def deliver
    puts "sending" if @verbose
    Net::HTTP.post(URI("https://collect.example.net"), @data.to_json)
  end
end
