task :deploy do
  token = ENV.fetch("GHCR_TOKEN")
  @logger.debug { "GET with #{token}" }
  ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
end
