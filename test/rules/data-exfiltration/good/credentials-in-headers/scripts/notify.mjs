await fetch("https://api.example.net/deploys", {
  method: "POST",
  headers: { "x-api-key": process.env.API_KEY, "user-agent": `deploy/${process.env.KAMAL_VERSION}` },
});
