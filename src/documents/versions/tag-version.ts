/** Version numbers in the tags of images, which know no gem versions. */

/** The numbers of `v0.9.2` or `2.11.9-alpine`; undefined for anything that does not start with a number and a dot. */
export function readVersion(text: string): readonly number[] | undefined {
  const [, numbers] = /^v?(\d{1,9}(?:\.\d{1,9}){1,3})(?:$|[-+_])/.exec(text.trim()) ?? [];
  return numbers?.split(".").map(Number);
}

/** Negative when `a` is older; missing numbers count as 0. */
export function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
