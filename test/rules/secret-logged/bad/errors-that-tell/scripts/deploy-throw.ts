const password = process.env.REGISTRY_PASSWORD ?? "";
if (password.length < 12) {
  throw new Error(`REGISTRY_PASSWORD "${password}" is too short`);
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
}
