import { z } from "zod";
import { BED_SORTS } from "./bed-order";

/** How this device shows the board. A cookie rather than local storage: the server draws it right at once. */
export const BoardPreferences = z.object({
  unitCode: z.string().max(40).optional().catch(undefined),
  sort: z.enum(BED_SORTS).catch("bed"),
  density: z.enum(["dense", "comfortable"]).catch("dense"),
  areNamesHidden: z.boolean().catch(false),
});
export type BoardPreferences = z.infer<typeof BoardPreferences>;

export const BOARD_COOKIE = "wardcast-board";
const ONE_YEAR_S = 31_536_000;

/** Anything unreadable is the default: a preference is never a reason to fail. */
export function parsePreferences(cookie: string | undefined): BoardPreferences {
  return BoardPreferences.parse(readJson(cookie) ?? {});
}

export const preferencesCookie = (preferences: BoardPreferences): string =>
  `${BOARD_COOKIE}=${encodeURIComponent(JSON.stringify(preferences))}; path=/; max-age=${ONE_YEAR_S}; samesite=lax`;

function readJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(decodeURIComponent(text));
  } catch {
    return undefined; // somebody else's cookie, or half of one
  }
}
