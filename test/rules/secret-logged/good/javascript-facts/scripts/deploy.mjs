const token = process.env.DEPLOY_TOKEN;
console.log(`token: ${token ? "set" : "missing"}`);
console.log(`deploying ${process.env.KAMAL_VERSION} by ${process.env.KAMAL_PERFORMER}`);
const response = await fetch("https://api.example.com/deploys", { headers: { Authorization: `Bearer ${token}` } });
console.log(response.status, await response.text());
console.log(Object.keys(process.env).length, "variables");
