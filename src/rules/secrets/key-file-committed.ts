/** SEC-12: a file that is a key. */
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
    yield { at: file, message: `This file is a ${file.what}.` };
  },
});
