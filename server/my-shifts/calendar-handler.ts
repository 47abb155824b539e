import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { feedShifts, openFeed } from "#db/calendar-feeds";
import type { Queryable } from "#db/pool";
import { FEED_TTL_SECONDS, feedFrom, FeedSecret } from "#models/rostering/calendar-feed";
import { createTokenBuckets, type TokenBuckets } from "#models/shared/token-buckets";
import { clientAddress } from "../http/client-address";
import { sendJson } from "../http/health";
import { addressKey, secretKey } from "../http/rate-limits";
import { sendRefusal, tooManyRequests } from "../http/refusal";
import type { HttpHandler } from "../http/router";
import { writeCalendar } from "./write-calendar";

export interface CalendarHandlerOptions {
  db: Queryable;
  now: () => Date;
}

/** A program asks a few times an hour, from wherever its maker's servers are: so a link is counted, not an address. */
const ASKS_PER_HOUR = 30;
/** Whoever tries links that are not good is counted by address. Nobody guesses 256 bits; it saves the database. */
const REFUSALS_PER_MINUTE = 10;

const NOT_GOOD =
  "This link is not good: it was revoked, renewed, or never issued. Make a new one under My shifts.";

/**
 * `GET /api/calendar.ics?key=…`: somebody's published shifts for a calendar program, which has no session. The
 * secret stands in the address and so must never be written anywhere; nothing is said of why one is not good.
 */
export function createCalendarHandler({ db, now }: CalendarHandlerOptions): HttpHandler {
  const perHour = ASKS_PER_HOUR / 3_600;
  const epochMs = () => now().getTime();
  const byLink = createTokenBuckets({ perSecond: perHour, burst: ASKS_PER_HOUR }, epochMs);
  const refusals = createTokenBuckets(
    { perSecond: REFUSALS_PER_MINUTE / 60, burst: REFUSALS_PER_MINUTE },
    epochMs,
  );

  return async (request, response) => {
    const address = addressKey(clientAddress(request));
    const refused = refusals.peek(address);
    if (!refused.isAllowed)
      return sendRefusal(response, tooManyRequests(refused.retryAfterSeconds, "bad links"));

    const { searchParams } = new URL(request.url ?? "/", "http://localhost");
    const secret = FeedSecret.safeParse(searchParams.get("key"));
    if (!secret.success) return refuse(response, refusals, address);
    const asked = byLink.take(secretKey(secret.data));
    if (!asked.isAllowed) return sendRefusal(response, tooManyRequests(asked.retryAfterSeconds));

    const personId = await openFeed(db, secret.data, now());
    if (!personId) return refuse(response, refusals, address);
    const calendar = writeCalendar(await feedShifts(db, personId, feedFrom(now())));
    const etag = `"${createHash("sha256").update(calendar).digest("base64url").slice(0, 27)}"`;
    response.setHeader("cache-control", `private, max-age=${FEED_TTL_SECONDS}`);
    response.setHeader("etag", etag);
    // Another site's page must not learn of it by its address either.
    response.setHeader("referrer-policy", "no-referrer");
    if (request.headers["if-none-match"] === etag) return void response.writeHead(304).end();
    response.writeHead(200, {
      "content-type": "text/calendar; charset=utf-8",
      "content-disposition": 'inline; filename="shifts.ics"',
    });
    response.end(request.method === "HEAD" ? undefined : calendar);
  };
}

function refuse(response: ServerResponse, refusals: TokenBuckets, address: string): void {
  refusals.take(address);
  sendJson(response, 404, { error: "not-found", detail: NOT_GOOD });
}
