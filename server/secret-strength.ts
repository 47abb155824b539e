/** Less than this and an attacker with one signed cookie could try them all. */
const LEAST_BITS = 90;

/**
 * What people write while they mean to write something better later. Shorter runs of digits and of the first
 * letters would be found in one random hexadecimal secret of some ten thousand.
 */
const PLACEHOLDERS =
  /change.?me|change.?this|replace|example|default|secret|password|passwort|placeholder|insecure|wardcast|nextauth|your.?key|lorem|test(?:ing|test|123)|qwert|letmein|123456789|abcdefg/i;

/**
 * Why a secret could be guessed; undefined when nothing speaks against it. It sees only what can be seen
 * in the text: a random one is never refused, a bad one mostly is.
 */
export function weaknessOf(secret: string): string | undefined {
  if (PLACEHOLDERS.test(secret)) return "contains a word that is in every list of guesses";
  if (isRun(secret)) return "runs along the alphabet or the digits";
  if (entropyBits(secret) < LEAST_BITS) return "repeats itself too much to be random";
  return undefined;
}

/** Shannon's measure over the characters as they occur, which is at most what the secret really has. */
function entropyBits(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const { length } = text;
  const perCharacter = [...counts.values()].reduce(
    (bits, count) => bits - (count / length) * Math.log2(count / length),
    0,
  );
  return perCharacter * shortestPeriod(text);
}

/** The length of what is said again and again; that of the whole when nothing is. */
function shortestPeriod(text: string): number {
  for (let period = 1; period <= text.length / 2; period += 1)
    if (text.startsWith(text.slice(period))) return period;
  return text.length;
}

/** Of random characters about one pair in thirty are neighbours, of hexadecimal ones one in eight. */
function isRun(text: string): boolean {
  const codes = [...text].map((character) => character.charCodeAt(0));
  const neighbours = codes.filter(
    (code, index) => Math.abs(code - (codes[index - 1] ?? Number.NaN)) === 1,
  );
  return neighbours.length > text.length / 2;
}
