/** SSH-04: the private key of the deployment lies in the repository. */
import type { Project } from "../../documents/project.ts";
import { insideRepository } from "../../documents/referenced-files.ts";
import { dig, isKnown, scalarsOf, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { shortened } from "../shared/places/shortened.ts";

export default defineRule({
  id: "private-key-path-in-repo",
  category: "ssh",
  severity: "high",
  confidence: "high",
  title: "SSH key inside the repository",
  why: "Kamal reads the key from the checkout; committed, it logs everyone who can read the repository, a copy of it or its history in to every server, and uncommitted it is one `git add .` or one `COPY .` away from that.",
  fix: "Keep the key outside the repository (`~/.ssh/…`, an agent), or name a secret in `ssh.key_data`.",
  references: ["https://kamal-deploy.org/docs/configuration/ssh/#key-data"],
  appliesTo: ["kamal-configuration"],
  *check({ root, source }, project) {
    for (const key of scalarsOf(dig(root, "ssh", "keys"))) {
      const path = isKnown(key) ? insideRepository(source.path, key.text.trim()) : undefined;
      if (path !== undefined && !/\.pub$/.test(path)) yield judge(key, path, project);
    }
  },
});

function judge(at: YamlScalar, path: string, { documents }: Project): Problem {
  const paths = documents.find((document) => document.kind === "repository")?.paths;
  const shown = `\`${shortened(path)}\``;
  const mode = paths?.get(path);
  if (mode !== undefined && mode !== SYMBOLIC_LINK) {
    const message = `The key ${shown} that opens every server is committed to the repository.`;
    const fix =
      "Make a new key outside the repository, take the old one off every server, then delete the file.";
    return { at, subject: path, severity: "critical", message, fix };
  }
  const isEncrypted = ENCRYPTED.some((ending) => paths?.has(`${path}${ending}`));
  const message = `The key ${shown} that opens every server is expected inside the repository's folder.`;
  return { at, subject: path, severity: isEncrypted ? "medium" : "high", message };
}

const SYMBOLIC_LINK = "120000";

/** Decrypted when it is needed. */
const ENCRYPTED = [".enc", ".gpg", ".age", ".asc", ".sops", ".vault"];
