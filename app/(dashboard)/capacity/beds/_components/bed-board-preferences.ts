import { z } from "zod";

/** How this browser shows the beds. A cookie rather than local storage: the server draws it right at once. */
export const BedBoardPreferences = z.object({ areNamesHidden: z.boolean().catch(false) });
export type BedBoardPreferences = z.infer<typeof BedBoardPreferences>;

export const BED_BOARD_COOKIE = "wardcast-beds";
const ONE_YEAR_S = 31_536_000;

/** Anything unreadable is the default: a preference is never a reason to fail. */
export const parseBedBoardPreferences = (cookie: string | undefined): BedBoardPreferences =>
  BedBoardPreferences.parse(readJson(cookie) ?? {});

export const bedBoardCookie = (preferences: BedBoardPreferences): string =>
  `${BED_BOARD_COOKIE}=${encodeURIComponent(JSON.stringify(preferences))}; path=/; max-age=${ONE_YEAR_S}; samesite=lax`;

function readJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(decodeURIComponent(text));
  } catch {
    return undefined; // somebody else's cookie, or half of one
  }
}
