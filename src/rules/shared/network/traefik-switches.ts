/** Switches of Traefik that take its protection away. */
import type { Severity } from "../../../engine/severity.ts";

/** One switch: what it is called, what value makes it dangerous, and what then happens. */
export interface TraefikSwitch {
  readonly name: RegExp;
  readonly value: RegExp;
  readonly severity: Severity;
  readonly message: string;
}

/** Traefik reads anything but `false` and 0 as on. */
export const ON = /^(?!false$|0$|no$|off$)/i;

/** All of them but the console, which depends on who reaches it. */
export const TRAEFIK_SWITCHES: readonly TraefikSwitch[] = [
  {
    name: /^entrypoints\.[\w-]+\.forwardedheaders\.insecure$/,
    value: ON,
    severity: "high",
    message:
      "Traefik believes the `X-Forwarded-*` headers of every visitor, so anybody can pose as another address.",
  },
  {
    name: /^entrypoints\.[\w-]+\.proxyprotocol\.insecure$/,
    value: ON,
    severity: "high",
    message:
      "Traefik believes the PROXY protocol header of everybody, so anybody can pose as another address.",
  },
  {
    name: /^serverstransport\.insecureskipverify$/,
    value: ON,
    severity: "high",
    message: "Traefik doesn't check the certificates of the servers behind it.",
  },
  {
    name: /(?:^|\.)minversion$/,
    value: /^VersionTLS1[01]$/i,
    severity: "medium",
    message: "Traefik still takes connections with TLS 1.0 or 1.1.",
  },
];
