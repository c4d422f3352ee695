const key = process.env.API_KEY;
await fetch(`https://user:${key}@api.example.com/deploys`, { method: "POST" });
            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-in-argv-or-url]
