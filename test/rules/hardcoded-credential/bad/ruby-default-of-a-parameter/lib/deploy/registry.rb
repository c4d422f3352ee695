module Deploy
  class Registry
    def initialize(user: "acme", password: "quiet-Harbor-4417-k")
                                           ~~~~~~~~~~~~~~~~~~~~~ [hardcoded-credential]
      @user = user
      @password = password
    end
  end
end
