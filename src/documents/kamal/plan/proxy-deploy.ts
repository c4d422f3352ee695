/** The flags of `kamal-proxy deploy`: how traffic reaches a container. */
import { type Deployment, serviceAndDestination } from "./deployment.ts";
import {
  at,
  fetch,
  isHash,
  isPresent,
  isTruthy,
  or,
  type RubyHash,
  type RubyValue,
  toText,
} from "./ruby-value.ts";
import { assignedOptions, compactHash, joinPath, type Word } from "./shell-words.ts";

/** kamal-proxy's own folder of what applications bring. */
const APPS_CONFIG = "/home/kamal-proxy/.apps-config";

/** Logged when `logging.request_headers` says nothing else. */
const DEFAULT_HEADERS: RubyValue = ["Cache-Control", "Last-Modified", "User-Agent"];

/** Stands for the id of the started container. */
const TARGET = "TARGET";

/** The words behind `kamal-proxy deploy <service>`; an accessory has no role. */
export function proxyDeployWords(proxy: RubyHash, role: string | null, deployment: Deployment): Word[] {
  const target = `${TARGET}:${toText(fetch(proxy, "app_port", "80"))}`;
  const options = compactHash({ target, ...deployOptions(proxy, role, deployment) });
  return assignedOptions(options, deployment.major);
}

/** In the order of Kamal's own table. */
function deployOptions(
  proxy: RubyHash,
  role: string | null,
  deployment: Deployment,
): Record<string, RubyValue> {
  const { root } = deployment;
  return {
    host: listed(proxy, "hosts", "host"),
    tls: isTruthy(at(proxy, "ssl")) ? true : null,
    "tls-certificate-path": tlsFile(proxy, role, "cert.pem", deployment),
    "tls-private-key-path": tlsFile(proxy, role, "key.pem", deployment),
    "deploy-timeout": seconds(or(at(root, "deploy_timeout"), "30")),
    "drain-timeout": seconds(or(at(root, "drain_timeout"), "30")),
    "health-check-interval": seconds(at(proxy, "healthcheck", "interval")),
    "health-check-timeout": seconds(at(proxy, "healthcheck", "timeout")),
    "health-check-path": at(proxy, "healthcheck", "path"),
    "target-timeout": seconds(at(proxy, "response_timeout")),
    "buffer-requests": fetch(at(proxy, "buffering"), "requests", true),
    "buffer-responses": fetch(at(proxy, "buffering"), "responses", true),
    "buffer-memory": at(proxy, "buffering", "memory"),
    "max-request-body": at(proxy, "buffering", "max_request_body"),
    "max-response-body": at(proxy, "buffering", "max_response_body"),
    "path-prefix": listed(proxy, "path_prefixes", "path_prefix"),
    "strip-path-prefix": at(proxy, "strip_path_prefix"),
    "forward-headers": at(proxy, "forward_headers"),
    "tls-redirect": at(proxy, "ssl_redirect"),
    "log-request-header": or(at(proxy, "logging", "request_headers"), DEFAULT_HEADERS),
    "log-response-header": at(proxy, "logging", "response_headers"),
    "error-pages": errorPages(deployment),
  };
}

/** The list form, or the one text taken apart at its commas. */
function listed(proxy: RubyHash, many: string, one: string): RubyValue {
  const list = at(proxy, many);
  if (isTruthy(list)) return list;
  const single = at(proxy, one);
  return single === null ? [] : splitAtCommas(toText(single));
}

/** `split(",")`: empty parts at the end vanish. */
function splitAtCommas(text: string): string[] {
  const parts = text.split(",");
  while (parts.length > 0 && parts.at(-1) === "") parts.pop();
  return parts;
}

function tlsFile(proxy: RubyHash, role: string | null, file: string, deployment: Deployment): RubyValue {
  const ssl = at(proxy, "ssl");
  const isCustom =
    isHash(ssl) && isPresent(at(ssl, "certificate_pem")) && isPresent(at(ssl, "private_key_pem"));
  if (!isCustom) return null;
  const folder = joinPath(APPS_CONFIG, serviceAndDestination(deployment), "tls");
  return role === null ? joinPath(folder, file) : joinPath(folder, role, file);
}

function seconds(value: RubyValue): RubyValue {
  return isTruthy(value) ? `${toText(value)}s` : null;
}

function errorPages(deployment: Deployment): RubyValue {
  if (!isTruthy(at(deployment.root, "error_pages_path"))) return null;
  const folder = joinPath(APPS_CONFIG, serviceAndDestination(deployment), "error_pages");
  return joinPath(folder, deployment.version);
}
