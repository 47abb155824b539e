import { z } from "zod";
import { MS_PER_DAY } from "../shared/time-range";

/** 256 random bits. The prefix lets a log know it for what it is. */
export const FeedSecret = z.string().regex(/^wcf_[\w-]{43}$/);
export type FeedSecret = z.infer<typeof FeedSecret>;

/** Where a calendar program asks; the secret is the parameter `key`. */
export const CALENDAR_PATH = "/api/calendar.ics";

/** How far back a feed goes: what was worked stays in one's calendar for a while. */
export const FEED_PAST_DAYS = 60;
/** Programs ask every few minutes at most; more often there is nothing new. */
export const FEED_TTL_SECONDS = 900;

/** All that a link tells whoever holds it: when, and by which codes. */
export interface FeedShift {
  /** The same for as long as the shift is the same person's on the same day. */
  key: string;
  startsAt: Date;
  endsAt: Date;
  shiftCode: string;
  unitCode: string;
  changedAt: Date;
}

export const feedFrom = (now: Date): Date => new Date(now.getTime() - FEED_PAST_DAYS * MS_PER_DAY);
