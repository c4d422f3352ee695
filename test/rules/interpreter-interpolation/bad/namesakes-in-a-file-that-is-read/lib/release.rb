module Release
  def self.version = "2.4.1"
end
