/** Times and ratios. Each figure is a median, compared with something measured in the same run, since machines are busy. */

/** Median of several rounds, in milliseconds. */
export async function median(work: () => unknown | Promise<unknown>, rounds = 60): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}

/** Medians of two works that take turns, so that a machine which is busy for a while is busy for both. */
export async function medians(
  work: () => unknown | Promise<unknown>,
  reference: () => unknown | Promise<unknown>,
  rounds = 60,
): Promise<readonly [work: number, reference: number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    times[1].push(await median(reference, 1));
    times[0].push(await median(work, 1));
  }
  const [ofWork, ofReference] = times.map((all) => all.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0);
  return [ofWork ?? 0, ofReference ?? 0];
}

/** Prints one line: what was measured, how long it took, and how that compares. */
export function report(what: string, milliseconds: number, reference: number, limit: number): void {
  const ratio = milliseconds / reference;
  const verdict = ratio <= limit ? "ok" : "OVER THE LIMIT";
  process.stdout.write(
    `${what}: ${milliseconds.toFixed(1)} ms, ${ratio.toFixed(2)} times (limit ${limit}) ${verdict}\n`,
  );
}
