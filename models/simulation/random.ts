/**
 * A seeded stream of random numbers (mulberry32). The state is a plain object, so that a simulated
 * patient can be written to a file and goes on later exactly where it stopped.
 */
export interface RandomStream {
  state: number;
}

/** A stream of its own for each list of labels: drawing from one never shifts another. */
export function randomStream(...labels: readonly (string | number)[]): RandomStream {
  // FNV-1a; mulberry32 itself spreads the bits.
  let hash = 0x811c9dc5;
  for (const character of labels.join("\u0000")) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return { state: hash >>> 0 };
}

/** In [0, 1). */
export function uniform(stream: RandomStream): number {
  stream.state = (stream.state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(stream.state ^ (stream.state >>> 15), 1 | stream.state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

export const uniformBetween = (stream: RandomStream, low: number, high: number): number =>
  low + (high - low) * uniform(stream);

/** Standard normal, by Box and Muller; one of the pair is thrown away to keep the state a single number. */
export const gaussian = (stream: RandomStream): number =>
  Math.sqrt(-2 * Math.log(1 - uniform(stream))) * Math.cos(2 * Math.PI * uniform(stream));

/** Waiting time of a Poisson process with the given mean, in the mean's unit. */
export const exponential = (stream: RandomStream, mean: number): number =>
  -mean * Math.log(1 - uniform(stream));

export const chance = (stream: RandomStream, probability: number): boolean =>
  uniform(stream) < probability;

export function pick<T>(stream: RandomStream, list: readonly [T, ...T[]]): T {
  return list[Math.floor(uniform(stream) * list.length)] ?? list[0];
}

/** The list in a random order (Fisher and Yates); the list given is left alone. */
export function shuffled<T>(stream: RandomStream, list: readonly T[]): T[] {
  const keyed = list.map((item) => ({ item, key: uniform(stream) }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
