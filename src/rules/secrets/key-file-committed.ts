/** SEC-12: a file that is a key. */
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { defineRule } from "../../engine/rule.ts";

export default defineRule({
  id: "key-file-committed",
  category: "secrets",
  severity: "critical",
  confidence: "high",
  title: "Key file in the repository",
  why: "Everybody who can read the repository or its history has the key, and with it whatever it opens: the servers, the credentials, the certificate.",
  fix: "Replace the key where it is used, remove the file and ignore its name in .gitignore, and fetch the new one through .kamal/secrets.",
  references: [
    "https://docs.github.com/authentication/keeping-your-account-and-data-secure/removing-sensitive-data-from-a-repository",
  ],
  appliesTo: ["key-file"],
  *check(file) {
    const stem = /([^/]+)\.key$/.exec(file.source.path)?.[1];
    if (file.what === "Rails key" && stakesOf(stem === "master" ? undefined : stem) === "sandbox") {
      const message = "This key opens the credentials of an environment on people's own machines.";
      yield { at: file, severity: /test/.test(stem ?? "") ? "low" : "medium", message };
    } else {
      const isOfTests = OF_TESTS.test(file.source.path);
      yield {
        at: file,
        severity: isOfTests ? "medium" : "critical",
        message: `This file is a ${file.what}${isOfTests ? ", by its name for tests only" : ""}.`,
      };
    }
  },
});

/** `config/jwt/private_test.pem` */
const OF_TESTS = /(?:^|\/)(?:tests?|spec|fixtures|testdata|__tests__)\/|(?:^|[/_.-])tests?[_.-][^/]{0,12}$/;
