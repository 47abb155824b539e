import "server-only";
import { isOwnOrigin } from "#models/access/request-origin";
import { env } from "./env";

/** Whether a request comes from a page of ours. What may change something asks this before anything else. */
export const isSameOrigin = (headers: Headers): boolean =>
  isOwnOrigin(
    {
      origin: headers.get("origin") ?? undefined,
      fetchSite: headers.get("sec-fetch-site") ?? undefined,
    },
    env().OWN_ORIGINS,
  );
