require "net/http"

class Status
  def update(text)
    Net::HTTP.post(URI("https://status.example.com/api"), text)
  end
end
