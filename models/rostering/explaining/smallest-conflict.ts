/**
 * A smallest part of what contradicts itself: without any one of it, the rest is possible. By division (U. Junker,
 * "QuickXplain", AAAI 2004), which asks about as often as the answer is long times the logarithm of what there
 * is. All of `parts` together must not be possible; those that come first are left out sooner.
 */
export async function smallestConflict<Part>(
  parts: readonly Part[],
  isPossible: (some: readonly Part[]) => Promise<boolean>,
): Promise<Part[]> {
  const conflictIn = async (
    background: readonly Part[],
    hasGrown: boolean,
    some: readonly Part[],
  ): Promise<Part[]> => {
    if (hasGrown && !(await isPossible(background))) return [];
    if (some.length <= 1) return [...some];
    const half = Math.floor(some.length / 2);
    const [first, second] = [some.slice(0, half), some.slice(half)];
    const inFirst = await conflictIn([...background, ...second], true, first);
    const inSecond = await conflictIn([...background, ...inFirst], inFirst.length > 0, second);
    return [...inFirst, ...inSecond];
  };
  return (await isPossible([])) ? conflictIn([], false, parts) : [];
}
