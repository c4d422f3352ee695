/** Configurations at places of one's own that a script deploys with: `kamal deploy -c config/shop.yml`. */
import { posix } from "node:path";
import type { FileReference } from "../referenced-files.ts";
import { foldersAbove } from "./called-scripts.ts";
import type { ShellScript, ShellWord } from "./shell-script.ts";
import { invocationOf } from "./wrappers.ts";

/** People's scripts deploy from fewer. */
const MAX_NAMED = 60;

/** References to each such file and to those of its destinations; those that don't exist do no harm. */
export function configurationsNamedBy({ commands, source }: ShellScript): FileReference[] {
  const written = commands.flatMap((command) => {
    const { name, arguments: words } = invocationOf(command);
    return name === "kamal" || name === "mrsk" ? configFiles(words) : [];
  });
  const own = posix.dirname(source.path);
  const paths = [...new Set(written)]
    .slice(0, MAX_NAMED)
    .flatMap((path) => [own, ...foldersAbove(own)].map((folder) => posix.join(folder, path)));
  return paths.flatMap((path): FileReference[] => [
    { path, role: "kamal", form: "file" },
    { path: `${path.replace(/\.ya?ml$/, "")}.`, role: "kamal", form: "prefix" },
  ]);
}

function configFiles(words: readonly ShellWord[]): string[] {
  return words.flatMap(({ literal = "" }, index) => {
    const [, attached] = /^(?:--config[-_]file=|-c)(.+)$/.exec(literal) ?? [];
    const path = /^(?:-c|--config[-_]file)$/.test(literal) ? words[index + 1]?.literal : attached;
    return path !== undefined && /\.ya?ml$/.test(path) && !/^[~/]/.test(path) ? [path] : [];
  });
}
