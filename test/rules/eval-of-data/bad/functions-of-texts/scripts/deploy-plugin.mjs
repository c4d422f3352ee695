const code = await (await fetch("https://plugins.example.com/latest.mjs")).text();
const plugin = await import("data:text/javascript," + encodeURIComponent(code));
                            ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [eval-of-data]
await plugin.default();
