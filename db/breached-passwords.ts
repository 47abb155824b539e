import { isMonotonous, listedForms, normalisePassword } from "#models/access/password-policy";
import { openHashFile } from "./breached-hash-file";

/** The passwords that were stolen somewhere and are tried first everywhere. */
export interface BreachedPasswords {
  has(password: string): Promise<boolean>;
}

/**
 * The list that comes with us, and the operator's copy of the Have I Been Pwned hashes where there is
 * one. Ours is of the 49,000 commonest; it costs 4 MB, so it is read when first asked.
 */
export function breachedPasswords(hashFile?: string): BreachedPasswords {
  const hashes = hashFile === undefined ? undefined : openHashFile(hashFile);

  return {
    async has(password) {
      if (isMonotonous(password)) return true;
      const common = await commonPasswords();
      for (const form of listedForms(password)) if (common.has(form)) return true;
      // As it was typed alone: nobody's padding is among 900 million hashes more than by chance.
      return (await hashes?.has(normalisePassword(password))) ?? false;
    },
  };
}

let common: Promise<ReadonlySet<string>> | undefined;

const commonPasswords = (): Promise<ReadonlySet<string>> =>
  (common ??= import("@zxcvbn-ts/language-common").then(
    ({ dictionary }) => new Set(dictionary["passwords-common"]),
  ));
