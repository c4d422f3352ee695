const { DB_USER: user = "shop2", DB_PASSWORD: password = "", API_TOKEN: token = undefined } = process.env;

function connect({ host = "db1.example.com", secret = process.env.DB_SECRET_2 }) {
  return [user, password, token, host, secret];
}

export default connect;
