import { hash } from "@node-rs/argon2";
import { randomInt } from "node:crypto";
import {
  normalisePassword,
  type PasswordFault,
  passwordFault,
  type PasswordOwner,
} from "#models/access/password-policy";
import type { BreachedPasswords } from "./breached-passwords";

// argon2id is the library's default. OWASP Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane at least.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> =>
  hash(normalisePassword(password), COST);

/** Why this person may not have this password; undefined when they may. */
export async function findPasswordFault(
  password: string,
  owner: PasswordOwner,
  breached: BreachedPasswords,
): Promise<PasswordFault | undefined> {
  const fault = passwordFault(password, owner);
  if (fault) return fault;
  return (await breached.has(password)) ? "breached" : undefined;
}

// No letters or digits that are mistaken for another when read aloud or copied by hand.
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password to be handed over once: 16 signs of 31, 79 bits. */
export const generatePassword = (): string =>
  Array.from({ length: 4 }, () =>
    Array.from({ length: 4 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join(""),
  ).join("-");

/** One that its owner may have: once in some hundred thousand, four random signs are somebody's name. */
export async function issuePassword(
  owner: PasswordOwner,
  breached: BreachedPasswords,
): Promise<string> {
  const password = generatePassword();
  const fault = await findPasswordFault(password, owner, breached);
  return fault ? issuePassword(owner, breached) : password;
}
