require "net/http"
require "openssl"

module Deploy
  class Client
    MODE = OpenSSL::SSL::VERIFY_NONE
    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [tls-check-off]

    def get(uri)
      http = Net::HTTP.new(uri.host, uri.port)
      http.verify_mode = MODE
      http.verify_callback = ->(_ok, _store) { true }
      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [tls-check-off]
      http.get(uri.request_uri)
    end
  end
end
