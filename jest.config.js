/** ES modules run natively (see the test script's --experimental-vm-modules); swc only strips types. */
export default {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: { target: "es2023", parser: { syntax: "typescript" } },
        module: { type: "es6" },
        isModule: true,
      },
    ],
  },
  testTimeout: 20_000, // for a machine that is busy with something else
  setupFiles: ["<rootDir>/test/support/clean-environment.ts"],
};
