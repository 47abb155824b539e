export const between = (random: () => number, from: number, to: number): number =>
  from + random() * (to - from);

export function oneOf<T>(random: () => number, list: readonly T[]): T {
  const item = list[Math.floor(random() * list.length)];
  if (item === undefined) throw new Error("nothing to choose from");
  return item;
}
