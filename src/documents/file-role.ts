/** What a file is to a deployment, told by its path; content decides where the path can't (see open-file.ts). */
import { mayBeKamalPath } from "./kamal/recognise.ts";

/**
 * The part a file plays. `kamal` is only a candidate until its keys were seen; `erb-file` is an accessory's template, which Kamal
 * runs, `accessory-file` one that it uploads as it is; `entrypoint` is what a container starts with.
 */
export type FileRole =
  | "kamal"
  | "secrets"
  | "hook"
  | "script"
  | "dockerfile"
  | "entrypoint"
  | "dockerignore"
  | "workflow"
  | "action"
  | "gemfile"
  | "codeowners"
  | "env-file"
  | "key-file"
  | "erb-file"
  | "accessory-file"
  | "ssh-config"
  | "review-policy";

/** Most tasks have nothing to do with a deployment, which their text tells. */
const RAKE_TASK = /(?:^|\/)lib\/tasks\/(?:[^/]+\/){0,3}[^/]+\.rake$/;

const RAKE_TASK_OF_DEPLOYMENT = /(?:^|\/)lib\/tasks\/(?:.+\/)?[^/]*(?:deploy|kamal|release)[^/]*\.rake$/;

/** True for a file that belongs to a deployment only when it starts Kamal or speaks to servers. */
export function isToldByText(path: string): boolean {
  return RAKE_TASK.test(path) && !RAKE_TASK_OF_DEPLOYMENT.test(path);
}

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
  { role: "ssh-config", path: /(?:^|\/)(?:\.ssh\/config|ssh_config)$/ },
  { role: "review-policy", path: /^\.github\/kamal-review\.ya?ml$/ },
  {
    role: "script",
    path: /(?:^|\/)(?:bin|scripts?)\/(?:deploy|kamal|mrsk|redeploy|rollback|release|rollout|provision|promote|ship(?![a-z]))[^/]*$/,
  },
  {
    role: "script",
    path: /(?:^|\/)(?:bin|scripts?|deploy|deployment|ops|infra)\/[^/]*[-_]?deploy(?![a-z]*\.ya?ml)[^/]*$/,
  },
  {
    role: "script",
    path: /(?:^|\/)(?:bin|scripts?|ops|infra)\/(?:deploy(?:ment)?|kamal)\/(?:[\w.-]+\/){0,4}[\w-]+(?:\.(?:sh|bash|rb|py|[cm]?[jt]s))?$/,
  },
  { role: "script", path: /(?:^|\/)deploy\.(?:sh|rb|py)$|^deploy\.[cm]?[jt]s$/ },
  { role: "script", path: /(?:^|\/)(?:[\w-]+[-_])?deploy(?:[-_][\w-]+)?\.(?:sh|bash)$/ },
  { role: "script", path: RAKE_TASK_OF_DEPLOYMENT },
  { role: "script", path: RAKE_TASK },
  { role: "script", path: /(?:^|\/)fabfile\.py$|^tasks\.py$/ },
  { role: "script", path: /(?:^|\/)(?:before|after)_deploy[^/]*$/ },
  { role: "script", path: /(?:^|\/)\.kamal\/(?!secrets)(?:.+\/)?[^/]+$/i },
];

/** Dependencies, build results and test data are not the project's own deployment. */
const NOT_THE_PROJECT = /(?:^|\/)(?:node_modules|vendor|\.git|tmp|dist|tests?|spec|fixtures)\//;

/** Role by path; undefined for files a review has no use for. */
export function roleOf(path: string): FileRole | undefined {
  if (NOT_THE_PROJECT.test(path)) return undefined;
  if (mayBeKamalPath(path)) return "kamal";
  return ROLES.find((candidate) => candidate.path.test(path))?.role;
}
