const headers = { Authorization: `Bearer ${process.env.DEPLOY_TOKEN}`, "X-Auth": "Bearer" };
const other = { authorization: "Bearer your-token-goes-here" };
