/** ES modules run natively (see the test script's --experimental-vm-modules); swc only strips types. */
export default {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2023", parser: { syntax: "typescript" } }, module: { type: "es6" }, isModule: true },
    ],
  },
  setupFiles: ["<rootDir>/test/support/clean-environment.ts"],
};
