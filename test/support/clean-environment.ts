/** Runs before each test file: nothing a test does may depend on the developer's GitHub or proxy settings. */
for (const name of Object.keys(process.env)) {
  if (
    /^(GITHUB_|GH_|GHE_|APP_ID$|PRIVATE_KEY|WEBHOOK_|LOG_|DATA_DIR$|EMULATE_|PORTLESS_|PORT$|HOST$|NO_COLOR$|FORCE_COLOR$|https?_proxy$)/i.test(
      name,
    )
  ) {
    delete process.env[name];
  }
}
