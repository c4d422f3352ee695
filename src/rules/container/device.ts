/** CTR-08: devices of the host inside a container. */
import { defineRule } from "../../engine/rule.ts";
import { type GivenFlag, isReasoned, judgeFlags, type Verdict } from "../shared/containers/given-flags.ts";

/** Disks, memory, the kernel's log, or everything at once: as good as root on the host. */
const HOST_ITSELF =
  /^\/dev(?:\/?$|\/(?:x?v?d?sd[a-z]|[xv]+d[a-z]|nvme|mmcblk|dm-|mapper(?:\/|$)|disk(?:\/|$)|loop|md\d|k?mem\b|port\b|kmsg\b|raw\b))/;

/** Ordinary needs: graphics, sound, cameras, tunnels, serial lines, virtual machines. */
const ORDINARY =
  /^\/dev\/(?:dri|net\/tun|tty(?:USB|ACM|AMA|S)\d*|serial|snd|video|media|kvm|fuse|bus\/usb|gpiomem|gpiochip|i2c|spidev|nvidia|kfd|hidraw|zigbee|apex|accel|null|zero|u?random|vchiq|vcsm|dvb|cdrom|sr\d|input|uinput|shm)/;

export default defineRule({
  id: "device",
  category: "container",
  severity: "high",
  confidence: "high",
  title: "Device of the host inside a container",
  why: 'Kamal hands it on as `docker run … --device "/dev/sda" …`, and whoever gets into the container reads and writes the device past every permission of its files.',
  fix: "Give only the device that is needed, read-only where that is enough (`/dev/x:/dev/x:r`).",
  references: ["https://docs.docker.com/reference/cli/docker/container/run/#device"],
  appliesTo: ["kamal-configuration", "shell-script"],
  *check(document) {
    yield* judgeFlags(document, judge);
  },
});

function judge(flag: GivenFlag): Verdict | undefined {
  if (flag.name === "device") return judgeDevice(flag);
  if (flag.name === "device-cgroup-rule") return judgeGroup(flag);
  if (flag.name !== "gpus" || isReasoned(flag)) return undefined;
  return { severity: "info", effect: "which shares the host's graphics processors with it" };
}

function judgeDevice(flag: GivenFlag): Verdict | undefined {
  const path = (flag.value.split(":")[0] ?? "").trim().replace(/\/{2,}/g, "/");
  if (!path.startsWith("/dev")) return undefined;
  if (HOST_ITSELF.test(path))
    return { severity: "high", effect: "which puts the host's disks or memory into its hands" };
  if (isReasoned(flag)) return undefined;
  const severity = ORDINARY.test(path) ? "low" : "medium";
  return { severity, effect: "which lets it use that device of the host" };
}

/** `a` stands for all devices, `b` for disks; a class of character devices such as 189 (USB) is narrower. */
function judgeGroup(flag: GivenFlag): Verdict | undefined {
  const rule = flag.value.trim();
  if (/^a\b|^b\s|^c\s+\*:/.test(rule))
    return { severity: "high", effect: "which opens whole classes of the host's devices to it" };
  if (isReasoned(flag) || rule === "") return undefined;
  return { severity: "low", effect: "which opens a class of devices to it" };
}
