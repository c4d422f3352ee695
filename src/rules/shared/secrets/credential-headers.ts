/** HTTP headers whose value lets its holder act as somebody. */

const WHOLE =
  /^(?:(?:proxy-)?authorization|(?:set-)?cookie2?|authentication|x-authorization|x-auth|x-api-auth|x-gitlab-token|x-amz-security-token|cf-access-jwt-assertion|x-goog-iap-jwt-assertion|x-amzn-oidc-(?:data|accesstoken)|x-ms-token-aad-[a-z-]+|x-original-authorization|x-forwarded-authorization)$/;

/** The last word decides: `x-token-count` holds no token. */
const LAST_WORDS =
  /(?:^|-)(?:token|api-?key|secret|password|passwd|credentials?|jwt|access-key|session-key)$/;

/** True for `Authorization`, `Cookie`, `X-Api-Key` and their like, in any capitals. */
export function holdsCredential(header: string): boolean {
  const name = header.trim().toLowerCase().replaceAll("_", "-");
  return WHOLE.test(name) || LAST_WORDS.test(name);
}

/** Those that describe a request, its sender or its body. */
const DESCRIBING =
  /^(?:accept(?:-[a-z]+)?|content-(?:type|length|encoding|language|disposition)|user-agent|referer|origin|host|from|via|date|cache-control|pragma|if-[a-z-]+|etag|range|x-(?:request|correlation|trace|b3|debug|client|forwarded|real|device|session|amzn-trace)(?:-[a-z]+)*|traceparent|tracestate|baggage)$/;

/** True for `Accept`, `User-Agent`, `X-Request-Id` and their like: no service looks for a credential there. */
export function describesRequest(header: string): boolean {
  return DESCRIBING.test(header.trim().toLowerCase().replaceAll("_", "-")) && !holdsCredential(header);
}
