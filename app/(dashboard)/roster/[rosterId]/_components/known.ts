/**
 * What can be counted of a roster; undefined where that fails. A roster can name a shift that its settings no
 * longer have: the rest of the page is to go on all the same, and to say that this part is not known.
 */
export function known<T>(count: () => T): T | undefined {
  try {
    return count();
  } catch (cause) {
    console.error("a part of the roster cannot be counted", cause);
    return undefined;
  }
}
