const { DB_USER: user = "shop2", DB_PASSWORD: password = "Hk82-wPq-7Zt" } = process.env;
                                                         ~~~~~~~~~~~~~~ [hardcoded-credential]

function connect({ host, token = "9fK2mQx7vB4nZ8wL3rT6" }) {
                                 ~~~~~~~~~~~~~~~~~~~~~~ [hardcoded-credential]
  return [user, password, host, token];
}

export default connect;
