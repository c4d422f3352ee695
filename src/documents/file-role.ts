/** What a file is to a deployment, told by its path; content decides where the path can't (see open-file.ts). */
import { isNamedForDeploying, NOT_THE_PROJECT } from "./deployment-scripts.ts";
import { mayBeKamalPath } from "./kamal/recognise.ts";

/**
 * The part a file plays. `kamal` is only a candidate until its keys were seen; `erb-file` is an accessory's template, which Kamal
 * runs, `accessory-file` one that it uploads as it is; a `login-file` is where tools look for logins of package servers and registries; `entrypoint` is what a container starts with; a `possible-script` is one if it
 * starts Kamal.
 */
export type FileRole =
  | "kamal"
  | "secrets"
  | "hook"
  | "script"
  | "possible-script"
  | "dockerfile"
  | "entrypoint"
  | "dockerignore"
  | "workflow"
  | "action"
  | "gemfile"
  | "codeowners"
  | "env-file"
  | "key-file"
  | "login-file"
  | "erb-file"
  | "accessory-file"
  | "ssh-config"
  | "review-policy";

/** What Kamal itself opens is told in any case: the file systems of Macs, from which many deploy, know no difference. */
const ROLES: readonly { readonly role: FileRole; readonly path: RegExp }[] = [
  { role: "secrets", path: /(?:^|\/)\.kamal\/secrets[^/]*$/i },
  { role: "hook", path: /(?:^|\/)\.(?:kamal|mrsk)\/hooks\/[^/]+$/i },
  { role: "hook", path: /(?:^|\/)\.(?:kamal|mrsk)(?:\/hooks)?$/i }, // no folder, so a link or a submodule that holds hooks
  { role: "workflow", path: /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/ },
  { role: "action", path: /(?:^|\/)\.github\/actions\/(?:[^/]+\/){1,4}action\.ya?ml$/ },
  { role: "dockerfile", path: /(?:^|\/)(?:Dockerfile(?:\.[^/]+)?|[^/]+\.[Dd]ockerfile)$/ },
  { role: "dockerignore", path: /(?:^|\/)(?:[^/]+)?\.dockerignore$/ },
  { role: "gemfile", path: /(?:^|\/)(?:Gemfile(?:\.lock)?|gems\.(?:rb|locked))$/ },
  { role: "codeowners", path: /^(?:\.github\/|docs\/)?CODEOWNERS$/ },
  { role: "env-file", path: /(?:^|\/)\.env(?:\.[^/]+)?$/ },
  { role: "key-file", path: /(?:^|\/)config\/(?:master\.key|credentials\/[^/]+\.key)$/ },
  {
    role: "key-file",
    path: /(?:^|\/)(?:[\w.-]+_(?:rsa|dsa|ecdsa|ed25519)|(?<!(?:^|\/)(?:bin|scripts?)\/)[\w.-]*deploy[-_]key)$/,
  },
  { role: "key-file", path: /(?:^|\/)[^/]+\.(?:pem|key|p8|p12|pfx|ppk|jks|keystore)$/ },
  { role: "key-file", path: /(?:^|\/)[^/]*service[-_]?account[^/]*\.json$/i },
  {
    role: "login-file",
    path: /(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.yml)?|\.bundle\/config|[._]netrc|\.docker\/config\.json|\.dockercfg|pip\.conf|\.pypirc)$/,
  },
  { role: "ssh-config", path: /(?:^|\/)(?:\.ssh\/config|ssh_config)$/ },
  { role: "review-policy", path: /^\.github\/kamal-review\.ya?ml$/ },
];

/** Role by path; undefined for files a review has no use for. */
export function roleOf(path: string): FileRole | undefined {
  if (NOT_THE_PROJECT.test(path)) return undefined;
  if (mayBeKamalPath(path)) return "kamal";
  const told = ROLES.find((candidate) => candidate.path.test(path))?.role;
  return told ?? (isNamedForDeploying(path) ? "script" : undefined);
}
