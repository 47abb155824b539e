import { z } from "zod";
import { MS_PER_MINUTE } from "../shared/time-range";
import { UnitId } from "../shared/ids";
import { RECOVERY_ALPHABET } from "./recovery-code";

/** A screen on a wall of the ward: which units it shows, in which order, and for how long each. */
export const WallSettings = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "A name is needed.")
    .max(60, "A name may have 60 characters at most.")
    .regex(/^\P{C}+$/u, "A name may not contain control characters."),
  unitIds: z
    .array(UnitId)
    .min(1, "Choose a unit at least.")
    .max(12, "A display shows 12 units at most.")
    .refine((unitIds) => new Set(unitIds).size === unitIds.length, "Choose each unit once."),
  secondsPerUnit: z.number().int().min(5).max(600),
  colorScheme: z.enum(["dark", "light"]),
});
export type WallSettings = z.infer<typeof WallSettings>;

export const SECONDS_PER_UNIT = 20;

/** Long enough to walk to the screen with it. */
export const WALL_LINK_MINUTES = 15;
export const endOfWallLink = (now: Date): Date =>
  new Date(now.getTime() + WALL_LINK_MINUTES * MS_PER_MINUTE);

/** What is shown to who set a display up, once: either pairs the first screen that sends it. */
export interface WallInvitation {
  /** Of the link, after the `#`. */
  secret: string;
  /** For a screen that has no way to receive a link, `k7qm-3f9x`. */
  code: string;
}

/**
 * 8 signs of 31 are 40 bits. A code is good for a quarter of an hour and an address may try ten a minute:
 * a thousand addresses that try all that time hit one of ten open codes with a chance of two in a million.
 */
export const WALL_CODE_SIGNS = 8;

export const formatWallCode = (signs: string): string =>
  `${signs.slice(0, WALL_CODE_SIGNS / 2)}-${signs.slice(WALL_CODE_SIGNS / 2)}`;

/** The signs of a code however it was typed; undefined when it cannot be one. */
export function parseWallCode(typed: string): string | undefined {
  const signs = typed.toLowerCase().replace(/[\s-]/g, "");
  const isWhole = signs.length === WALL_CODE_SIGNS;
  return isWhole && [...signs].every((sign) => RECOVERY_ALPHABET.includes(sign))
    ? signs
    : undefined;
}

/** 256 random bits. The prefix lets a log know them for what they are. */
export const WallSecret = z.string().regex(/^wcw_[\w-]{43}$/);

/** What a screen sends to be paired: what followed the `#` of its link, or a code somebody typed. */
export const WallProof = z.union([
  z.strictObject({ secret: WallSecret }),
  z.strictObject({
    code: z
      .string()
      .max(40)
      .transform((typed, context) => {
        const signs = parseWallCode(typed);
        if (signs) return signs;
        context.addIssue({ code: "custom", message: "not a code" });
        return z.NEVER;
      }),
  }),
]);
export type WallProof = z.infer<typeof WallProof>;

/** The cookie that names a paired screen; `__Host-` as the session's has it, and for the same reason. */
export const wallCookieName = (isHttps: boolean): string =>
  isHttps ? "__Host-wardcast-wall" : "wardcast-wall";

/** As long as browsers keep one: 400 days. */
export const WALL_COOKIE_SECONDS = 400 * 24 * 3_600;

export type WallState = "revoked" | "paired" | "waiting" | "lapsed";

/** A display with a screen stays paired while a link for another waits. */
export function stateOfWall(
  display: { boundAt: Date | null; linkExpiresAt: Date | null; revokedAt: Date | null },
  now: Date,
): WallState {
  if (display.revokedAt) return "revoked";
  if (display.boundAt) return "paired";
  return hasOpenLink(display, now) ? "waiting" : "lapsed";
}

export const hasOpenLink = (
  { linkExpiresAt }: { linkExpiresAt: Date | null },
  now: Date,
): boolean => linkExpiresAt !== null && linkExpiresAt > now;
