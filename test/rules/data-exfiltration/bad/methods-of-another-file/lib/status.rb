require "net/http"

module Shop
  class Status
    def update(text)
      Net::HTTP.post(URI("https://collect.example.net/in"), text)
    end
  end

  class Notes
    def append(text) = Net::HTTP.post(URI("https://collect.example.net/in"), text)
  end

  NOTES = Notes.new
end
