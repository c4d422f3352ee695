/** Commands that open a machine further than a deployment needs: modes, groups, containers, firewalls. */
import { FIREWALL_GRANTS } from "./firewall-grants.ts";
import type { Grant } from "./grant.ts";

/** All of them, by the command line that does it. */
export const GRANTS: readonly Grant[] = [
  {
    pattern:
      /^chmod (?:-\w+ |--\w+ )*(?:0?[0-7]?[0-7][0-7][2367]|(?:[ugoa]*[-+=]\w*,)*[ugoa]*[ao][ugoa]*[+=]\w*w\w*|\+\w*w\w*)(?: |$)/,
    severity: "high",
    what: "This lets every user of the machine write to the path",
    word: /^(?:0?[0-7]{3,4}|[ugoa]*[+=][\w,+=-]*)$/,
  },
  {
    pattern: /^setfacl (?:\S+ )*(?:-\w*m |--modify[= ])\S*\bo(?:ther)?:{1,2}\w*w/,
    severity: "high",
    what: "This lets every user of the machine write to the path",
    word: /\bo(?:ther)?::?\w*w/,
  },
  {
    pattern: /^setfacl (?:\S+ )*(?:-\w*m |--modify[= ])\S*:\w*w\w*\b.*docker\.sock/,
    severity: "high",
    what: "Through the socket the user rules Docker, and with it the host",
    word: /docker\.sock/,
  },
  {
    pattern:
      /^socat (?:.* )?(?:TCP\d?|OPENSSL)-LISTEN:.*docker\.sock|^socat .*docker\.sock.* (?:TCP\d?)-LISTEN:/i,
    severity: "high",
    what: "Whoever reaches the port rules Docker, and with it the host",
    word: /LISTEN:/i,
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
      /^chmod (?:-\w+ |--\w+ )*(?:0?[4567][0-7]{3}|(?:[ugoa]*[-+=]\w*,)*[oa]*u[ugoa]*[+=]\w*s\w*|\+s)(?: |$|,)|^install (?:\S+ )*(?:-[a-zA-Z]*m ?|--mode[= ])(?:0?[4567][0-7]{3}|[ugoa]*u[ugoa]*[+=]\w*s)/,
    severity: "high",
    what: "Whoever starts the program runs it as its owner",
    word: /^(?:0?[0-7]{4}|[ugoa]*[+=][\w,+=]+)$/,
  },
  {
    pattern:
      /^(?:usermod .*-\w*G\w* \S*\b(?:sudo|wheel|root|lxd)\b|adduser \S+ (?:sudo|wheel|lxd)$|gpasswd -a \S+ (?:sudo|wheel)\b)/,
    severity: "high",
    what: "Membership in this group is as good as root",
    word: /^(?:\S*,)?(?:docker|sudo|wheel|root|lxd)\b/,
  },
  {
    pattern: /^(?:useradd|adduser|usermod) (?:.* )?(?:-[a-zA-Z]*o[a-zA-Z]*u|-u|--uid)[= ]?0(?: |$)/,
    severity: "high",
    what: "This account is root under another name",
    word: /^(?:-\w*u|--uid)/,
  },
  {
    pattern: /^passwd (?:.* )?(?:-d|--delete)(?: |$)/,
    severity: "high",
    what: "Whoever knows the name of this account logs in without a password",
    word: /^(?:-d|--delete)$/,
  },
  {
    pattern:
      /^(?:docker|podman|nerdctl) (?:\S+ )*?(?:run|create)\b.* (?:-v|--volume|--mount)[= ]?\S*(?:^|[ =])(?:type=bind,)?(?:source=|src=)?\/(?::|,)/,
    severity: "high",
    what: "The container gets the whole disk of the host",
    word: /^(?:--volume=|-v=?|--mount=|type=bind,(?:source|src)=)?\/[:,]|^\/:/,
  },
  {
    pattern:
      /^(?:docker|podman|nerdctl) (?:\S+ )*?(?:run|create)\b.* (?:-v|--volume|--mount)[= ]?\S*(?:^|[ =])(?:type=bind,)?(?:source=|src=)?\/(?:etc|root|home|boot|usr|var|var\/lib|var\/lib\/docker)\/?(?::(?!\S*:(?:\w+,)*ro\b)|,(?!\S*\b(?:ro|readonly)\b))/,
    severity: "high",
    what: "The container may change the files that rule the host",
    word: /^(?:--volume=|-v=?|--mount=|type=bind,(?:source|src)=)?\/(?:etc|root|home|boot|usr|var)[\w/]*[:,]/,
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
    pattern:
      /^(?:docker|podman|nerdctl) (?:\S+ )*?(?:run|create)\b.* --device[= ]\/dev\/(?:sd[a-z]|vd[a-z]|xvd[a-z]|nvme\d|mapper|dm-|mem\b|kmem\b)/,
    severity: "high",
    what: "The container gets the whole disk of the host",
    isFlag: true,
    word: /^--device|^\/dev\//,
  },
  {
    pattern: /^aa-(?:teardown|disable|complain)\b/,
    severity: "high",
    what: "AppArmor is switched off",
    word: /^aa-/,
  },
  {
    pattern: /^setenforce (?:0|[Pp]ermissive)\b/,
    severity: "high",
    what: "SELinux is switched off",
    word: /^(?:0|[Pp]ermissive)/,
  },
  ...FIREWALL_GRANTS,
  {
    pattern: /^setcap \S*cap_(?:sys_admin|setuid|dac_override)/,
    severity: "high",
    what: "The program gets a right that is as good as root",
    word: /cap_/,
  },
];
