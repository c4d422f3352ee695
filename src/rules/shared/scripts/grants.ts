/** Commands that open a machine further than a deployment needs: modes, groups, containers, firewalls. */
import type { Severity } from "../../../engine/severity.ts";
import type { Place } from "../../../source/source-text.ts";

/** One way of opening something. */
export interface Grant {
  /** Matches the command line without its wrappers. */
  readonly pattern: RegExp;
  readonly severity: Severity;
  /** A sentence without its end. */
  readonly what: string;
  /** The word to point at. */
  readonly word: RegExp;
  /** Set where rules over configurations tell of it, too, which look into aliases. */
  readonly isFlag?: true;
  /** Where it is known more precisely. */
  readonly at?: Place | undefined;
}

/** All of them, by the command line that does it. */
export const GRANTS: readonly Grant[] = [
  {
    pattern:
      /^chmod (?:-\w+ |--\w+ )*(?:0?[0-7]?[0-7][0-7][2367]|[ugoa]*[ao][ugoa]*[+=]\w*w\w*|\+\w*w\w*)(?: |$)/,
    severity: "high",
    what: "This lets every user of the machine write to the path",
    word: /^(?:0?[0-7]{3,4}|[ugoa]*[+=]\w+)$/,
  },
  {
    pattern:
      /^(?:mkdir|install|mkfifo) (?:.* )?(?:-[a-zA-Z]*m ?|--mode[= ])(?:0?[0-7][0-7][2367]|[ugoa]*[ao][ugoa]*[+=]\w*w\w*)(?: |$)/,
    severity: "high",
    what: "This lets every user of the machine write to the path",
    word: /^(?:-[a-zA-Z]*m|--mode=)?(?:0?[0-7]{3,4}|[ugoa]*[+=]\w+)$/,
  },
  {
    pattern:
      /^chmod (?:-\w+ |--\w+ )*(?:0?[4567][0-7]{3}|[oa]*u[ugoa]*[+=]\w*s\w*|\+s)(?: |$)|^install (?:\S+ )*(?:-[a-zA-Z]*m ?|--mode[= ])(?:0?[4567][0-7]{3}|[ugoa]*u[ugoa]*[+=]\w*s)/,
    severity: "high",
    what: "Whoever starts the program runs it as its owner",
    word: /^(?:0?[0-7]{4}|[ugoa]*[+=]\w+)$/,
  },
  {
    pattern:
      /^(?:usermod .*-\w*G\w* \S*\b(?:sudo|wheel|root|lxd)\b|adduser \S+ (?:sudo|wheel|lxd)$|gpasswd -a \S+ (?:sudo|wheel)\b)/,
    severity: "high",
    what: "Membership in this group is as good as root",
    word: /^(?:\S*,)?(?:docker|sudo|wheel|root|lxd)\b/,
  },
  {
    pattern:
      /^(?:docker|podman|nerdctl) (?:\S+ )*?(?:run|create)\b.* (?:-v|--volume|--mount)[= ]?\S*(?:^|[ =])(?:type=bind,)?(?:source=|src=)?\/(?::|,)/,
    severity: "high",
    what: "The container gets the whole disk of the host",
    word: /^(?:--volume=|-v=?|--mount=|type=bind,(?:source|src)=)?\/[:,]|^\/:/,
  },
  {
    // Kamal itself, run from its image, builds with the Docker of the machine
    pattern:
      /^(?:docker|podman|nerdctl) (?!.* ghcr\.io\/basecamp\/kamal(?:[:@ ]|$))(?:\S+ )*?(?:run|create)\b.*docker\.sock\b/,
    severity: "high",
    what: "Through the socket the container rules Docker, and with it the host",
    word: /docker\.sock/,
  },
  {
    pattern: /^(?:docker|podman|nerdctl) (?:\S+ )*?(?:run|create)\b.* --(?:pid|userns|ipc)[= ]host\b/,
    severity: "medium",
    what: "The container shares the processes of the host",
    isFlag: true,
    word: /^--(?:pid|userns|ipc)/,
  },
  {
    pattern:
      /^(?:docker|podman|nerdctl) (?:\S+ )*?(?:run|create)\b.* --cap-add[= ](?:ALL|(?:CAP_)?SYS_(?:ADMIN|MODULE|PTRACE))\b/i,
    severity: "high",
    what: "The container gets a right that is as good as root on the host",
    isFlag: true,
    word: /^--cap-add=|^(?:CAP_)?(?:ALL|SYS_\w+)$/i,
  },
  {
    pattern:
      /^(?:docker|podman|nerdctl) (?:\S+ )*?(?:run|create)\b.* --security-opt[= ]\S*(?:unconfined|label[:=]disable)/,
    severity: "medium",
    what: "The container runs without the confinement of the kernel",
    isFlag: true,
    word: /unconfined|label[:=]disable/,
  },
  {
    pattern: /^umask 0{1,4}$/,
    severity: "medium",
    what: "New files may be written by every user",
    word: /^0/,
  },
  {
    pattern: /^setenforce (?:0|[Pp]ermissive)\b/,
    severity: "high",
    what: "SELinux is switched off",
    word: /^(?:0|[Pp]ermissive)/,
  },
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
    pattern: /^setcap \S*cap_(?:sys_admin|setuid|dac_override)/,
    severity: "high",
    what: "The program gets a right that is as good as root",
    word: /cap_/,
  },
];
