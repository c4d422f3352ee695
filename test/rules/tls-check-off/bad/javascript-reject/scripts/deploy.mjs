import https from "node:https";

process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [tls-check-off]
const agent = new https.Agent({ rejectUnauthorized: false });
                                                    ~~~~~ [tls-check-off]
https.get("https://api.example.com/up", { rejectUnauthorized: false, agent });
                                                              ~~~~~ [tls-check-off]
