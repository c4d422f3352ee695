const test = Bun.spawn(["npx", "playwright", "test"], {
  env: { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: "1" },
});
await test.exited;
