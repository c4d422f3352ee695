/** Which shell text calls Kamal, told without reading it as a program. */
import { runsNamedScript } from "../deployment-scripts.ts";

/** `kamal deploy`, `bin/kamal -d staging deploy`, `bundle exec kamal $COMMAND`; not `gem install kamal`. */
const COMMAND = /(?:^|[\s;&|("'`/=])kamal[ \t]+["']?(?:[a-z][a-z_-]*|-[a-z-]+|\$)/m;

/** Its image. */
const IMAGE = /\bbasecamp\/kamal(?![\w-])/;

/** True for a text that calls it by its name, by its image, or by a script that is named for deploying. */
export function callsKamal(text: string): boolean {
  return COMMAND.test(text) || IMAGE.test(text) || runsNamedScript(text);
}

/** The text without lines that are comments. */
export function withoutComments(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, "");
}
