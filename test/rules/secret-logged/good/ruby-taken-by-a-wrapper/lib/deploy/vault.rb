require "open3"

module Deploy
  class Vault
    def read(name)
      value, = Open3.capture2("vault", "kv", "get", "-field=value", "secret/shop/#{name}")
      value.strip
    end

    def registry_password = read("registry_password")
  end
end
