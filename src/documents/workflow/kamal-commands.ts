/** Which shell text calls Kamal, told without reading it as a program. */

/** `kamal deploy`, `bin/kamal -d staging deploy`, `bundle exec kamal $COMMAND`, also over two lines; not `gem install kamal`. */
const COMMAND = /(?:^|[\s;&|("'`/=])kamal(?:[ \t]|\\\r?\n)+["']?(?:[a-z][a-z_-]*|-[a-z-]+|\$)/m;

/** Its image. */
const IMAGE = /\bbasecamp\/kamal(?![\w-])/;

/** True for a text that calls it by its name, by its image, or by a script that is named for deploying. */
export function callsKamal(text: string): boolean {
  return COMMAND.test(text) || IMAGE.test(text) || runsNamedScript(text);
}

/** True for a text that runs a script whose very name says that it calls Kamal: `bin/deploy`, not `bin/release`, which may publish a gem. */
export function runsNamedScript(text: string): boolean {
  return /(?:^|[\s;&|/])(?:bin|scripts?)\/(?:deploy|kamal)\b/m.test(text);
}

/** The text without lines that are comments. */
export function withoutComments(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, "");
}
