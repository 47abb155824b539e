import { MS_PER_HOUR } from "../shared/time-range";

/**
 * What a password must be (OWASP ASVS 5.0, 6.2.1 to 6.2.12; NIST SP 800-63B, 3.1.1.2): long, not listed
 * as stolen and not about its owner. Every character may be in it, none must be, and it never expires.
 */
export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;

/** How long a password opens the account that an administrator issued and its owner has not replaced. */
const ISSUED_PASSWORD_HOURS = 24;

export const isIssuedPasswordOver = (issuedAt: Date, now: Date): boolean =>
  now.getTime() - issuedAt.getTime() >= ISSUED_PASSWORD_HOURS * MS_PER_HOUR;

/** Whose password it is to be. */
export interface PasswordOwner {
  email: string;
  name: string;
}

export type PasswordFault = "too-short" | "too-long" | "personal" | "breached";

export const PASSWORD_FAULTS: Readonly<Record<PasswordFault, string>> = {
  "too-short": `The password is too short: it needs at least ${PASSWORD_LENGTH.min} characters.`,
  "too-long": `The password is too long: it may have at most ${PASSWORD_LENGTH.max} characters.`,
  personal:
    "The password contains your name, your email address, or a word everybody here would try first.",
  breached:
    "This password, or the word it is made of, is on a list of stolen passwords that attackers try first.",
};

/** The policy in words, for whoever chooses a password. */
export const PASSWORD_RULES: readonly string[] = [
  `${PASSWORD_LENGTH.min} to ${PASSWORD_LENGTH.max} characters of any kind. Spaces count: a few unrelated words are easy to remember.`,
  "Without your name, your email address, or the name of this system.",
  "Not a password that was stolen elsewhere, nor one of those with digits or signs around it.",
];

/**
 * Composed (NFC), as RFC 8265 asks of passwords: keyboards and systems type "é" as one character or as
 * two, and both must open the account. Nothing else is changed; a trimmed space would be a weaker password.
 */
export const normalisePassword = (password: string): string => password.normalize("NFC");

/** Words that say where one is: an attacker of this system tries them first. */
const WORDS_OF_THE_PLACE = ["wardcast", "hospital"];
/** Shorter names are in ordinary words: "Li" is in "daylight". */
const SHORTEST_PERSONAL_WORD = 4;

/** What the password alone is refused for; undefined when only the lists of stolen ones are left to ask. */
export function passwordFault(password: string, owner: PasswordOwner): PasswordFault | undefined {
  const characters = [...normalisePassword(password)].length;
  if (characters < PASSWORD_LENGTH.min) return "too-short";
  if (characters > PASSWORD_LENGTH.max) return "too-long";
  const folded = fold(password);
  return personalWords(owner).some((word) => folded.includes(word)) ? "personal" : undefined;
}

function personalWords({ email, name }: PasswordOwner): string[] {
  const [local = ""] = email.split("@", 1);
  const words = [email, local, ...local.split(/[^\p{L}\p{N}]+/u), name, ...name.split(/\P{L}+/u)];
  return [...words, ...WORDS_OF_THE_PLACE]
    .map(fold)
    .filter((word) => word.length >= SHORTEST_PERSONAL_WORD);
}

/** Without case and accents: "Müller" and "muller" are the same to somebody who guesses. */
const fold = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const FILLING = "[^\\p{L}]*";
const CORE = new RegExp(`^${FILLING}(.*?)${FILLING}$`, "su");
/** A listed word of three letters is in the list as a word, not as what somebody relies on. */
const SHORTEST_CORE = 4;

/**
 * What to look for in a list of stolen passwords. Nearly all listed ones are shorter than we allow, so
 * the list alone would refuse next to nothing: people make "dragon" long enough as "dragon2024!!!!" or
 * "dragondragon", and attackers know. So these are the password itself, what is left of it without the
 * digits and signs around its letters, what is left when fewer of them are taken away (at most half:
 * twelve random digits are not refused for a "1234" among them), and the piece that any of these repeats.
 */
export function listedForms(password: string): ReadonlySet<string> {
  const whole = normalisePassword(password).toLowerCase();
  const forms = new Set([whole]);
  for (const form of [coreOf(whole), ...trimmed(whole)]) {
    forms.add(form);
    forms.add(coreOf(pieceOf(form)));
    forms.add(pieceOf(form));
  }
  return new Set([...forms].filter((form) => form === whole || form.length >= SHORTEST_CORE));
}

/** Whether it is one character or a piece of two or three, again and again: in no list, and in every attack. */
export const isMonotonous = (password: string): boolean =>
  pieceOf(normalisePassword(password).toLowerCase()).length < SHORTEST_CORE;

const coreOf = (text: string): string => CORE.exec(text)?.[1] ?? text;

/** Every way to take digits and signs from the ends that leaves at least half of the text. */
function trimmed(text: string): string[] {
  const leading = leadingFilling(text);
  const trailing = leadingFilling([...text].reverse().join(""));
  const spare = Math.floor(text.length / 2);
  const found: string[] = [];
  for (let start = 0; start <= Math.min(leading, spare); start += 1)
    for (let end = 0; end <= Math.min(trailing, spare - start); end += 1)
      found.push(text.slice(start, text.length - end));
  return found;
}

const leadingFilling = (text: string): number => /^\P{L}*/u.exec(text)?.[0].length ?? 0;

/** The shortest piece that a text is made of at least one and a half times; else the text itself. */
function pieceOf(text: string): string {
  for (let length = 1; length <= text.length / 1.5; length += 1)
    if (text.slice(length) === text.slice(0, text.length - length)) return text.slice(0, length);
  return text;
}
