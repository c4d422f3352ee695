const tokenFile = "/run/secrets/token1";
const password = process.env.DB_PASSWORD ?? "";
const tokens = { token: "<your token 1>", secret: `${process.env.SECRET_1}` };
