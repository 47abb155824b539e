/** As many as a card in a drawer holds; each is good once. */
export const RECOVERY_CODES = 10;

// No letters or digits that are mistaken for another when read from paper.
export const RECOVERY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 5;
const GROUP_SIGNS = 5;
/** 25 signs of 31: 123 bits. From 112 on (OWASP ASVS 5.0, 6.5.2) no slow hash is asked for. */
export const RECOVERY_CODE_SIGNS = GROUPS * GROUP_SIGNS;

/** `abcde-fghjk-mnpqr-stuvw-xyz23`, from as many signs as a code has. */
export const formatRecoveryCode = (signs: string): string =>
  Array.from({ length: GROUPS }, (_, group) =>
    signs.slice(group * GROUP_SIGNS, (group + 1) * GROUP_SIGNS),
  ).join("-");

/** The signs of a code however it was typed; undefined when it cannot be one. */
export function parseRecoveryCode(typed: string): string | undefined {
  const signs = typed.toLowerCase().replace(/[\s-]/g, "");
  const isWhole = signs.length === RECOVERY_CODE_SIGNS;
  return isWhole && [...signs].every((sign) => RECOVERY_ALPHABET.includes(sign))
    ? signs
    : undefined;
}
