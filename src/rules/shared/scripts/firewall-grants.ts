/** Commands that open a firewall: of the machine, or of the cloud in front of it. */
import { DATA_PORTS } from "../network/services.ts";
import type { Grant } from "./grant.ts";

/** Everybody, in the notations of the tools. */
const ANYWHERE = String.raw`(?:0\.0\.0\.0\/0|::\/0|\*|Internet)`;

/** Where the web is served, and nothing else. */
const WEB_ONLY = `(?!.*(?:ports?|range|allow|rules)s?[=: ](?:tcp:)?(?:80|443)(?:,(?:tcp:)?(?:80|443))*(?:[ ,"]|$))`;

const DATA = [...DATA_PORTS].join("|");

/** By the command line that does it. */
export const FIREWALL_GRANTS: readonly Grant[] = [
  {
    pattern:
      /^(?:ufw (?:--force )?(?:disable|reset)|systemctl (?:\S+ )*(?:stop|disable|mask) (?:\S+ )*(?:ufw|firewalld|iptables|nftables|fail2ban|apparmor)(?:\.service)?\b|service (?:ufw|firewalld|iptables) stop)/,
    severity: "high",
    what: "The firewall is switched off",
    word: /^(?:disable|reset|stop|mask)$/,
  },
  {
    pattern:
      /^ufw (?:\S+ )*(?:allow from (?:any|0\.0\.0\.0\/0|::\/0)(?: to any(?: port (?!(?:80|443|22)\b)\S+(?: proto \w+)?)?)?$|default allow incoming)/,
    severity: "high",
    what: "The firewall lets everything in",
    word: /^(?:any|incoming|0\.0\.0\.0\/0|::\/0)$/,
  },
  {
    pattern:
      /^ip6?tables (?:\S+ )*(?:-F|--flush)(?: INPUT)?(?: |$)|^ip6?tables (?:\S+ )*(?:-P|--policy) (?:INPUT|FORWARD) ACCEPT|^nft flush ruleset/,
    severity: "high",
    what: "The firewall loses its rules",
    word: /^(?:-F|--flush|-P|--policy|flush)$/,
  },
  {
    pattern:
      /^ip6?tables (?:\S+ )*(?:-[IA]|--insert|--append) INPUT (?:\d+ )?-j ACCEPT$|^firewall-cmd (?:\S+ )*--set-default-zone=trusted|^firewall-cmd (?:\S+ )*--zone=(?:public|trusted) (?:\S+ )*--add-source=0\.0\.0\.0\/0/,
    severity: "high",
    what: "The firewall lets everything in",
    word: /^(?:-[IA]|--insert|--append|--set-default-zone=\S+|--add-source=\S+)$/,
  },
  {
    pattern: new RegExp(
      String.raw`^(?:ufw (?:--\S+ )*allow (?:in )?(?:${DATA})(?:\/\w+)?(?: comment .*)?$|firewall-cmd (?:\S+ )*--add-port=(?:${DATA})\/)`,
    ),
    severity: "high",
    what: "The firewall lets everybody reach this port",
    word: /^(?:\d+(?:\/\w+)?|--add-port=\S+)$/,
  },
  {
    pattern: new RegExp(
      String.raw`^(?:aws (?:\S+ )*authorize-security-group-ingress |gcloud (?:\S+ )*firewall-rules (?:create|update) |hcloud firewall (?:add-rule|create) |doctl compute firewall (?:create|update|add-rules) |az network nsg rule create )${WEB_ONLY}(?!.*FromPort"?[=:] ?(?:80|443)\b).*${ANYWHERE}`,
    ),
    severity: "high",
    what: "The firewall of the cloud lets everybody in",
    word: new RegExp(ANYWHERE),
  },
];
