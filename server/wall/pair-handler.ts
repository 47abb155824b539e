import type { IncomingMessage, ServerResponse } from "node:http";
import type { FieldCipher } from "#db/encryption/field-cipher";
import type { Queryable } from "#db/pool";
import { pairScreen } from "#db/wall-screens";
import { WALL_COOKIE_SECONDS, wallCookieName, WallProof } from "#models/access/wall-display";
import type { AuditEvent, AuditTrail } from "#models/audit/audit-event";
import { clientAddress } from "../http/client-address";
import { sendJson } from "../http/health";
import type { HttpHandler } from "../http/router";
import { parseJson, readBody } from "../http/request-body";

export interface PairHandlerOptions {
  db: Queryable;
  cipher: FieldCipher;
  trail: AuditTrail;
  /** Whether browsers reach us encrypted: only then is the cookie one that none but HTTPS can set. */
  isHttps: boolean;
  now: () => Date;
}

const MOST_BYTES = 1_024;

const NOT_A_PROOF = "Send the secret of a link, or a code of eight letters and digits.";
/** Which of these it was is not said: a guesser would learn which codes there were. */
const NOT_GOOD =
  "This link or code is not good: it was used already, is older than 15 minutes, or was never issued. Ask for a new one.";

/**
 * `POST /api/wall/pair`: the first screen that sends what an open invitation says is the display's screen from
 * then on, and is known by the cookie it is answered with. How often one address may try is the front door's.
 */
export function createPairHandler(options: PairHandlerOptions): HttpHandler {
  const { db, cipher, trail, isHttps, now } = options;
  return async (request, response) => {
    const text = await readBody(request, MOST_BYTES);
    // What is left of a body that is too long is not worth reading.
    if (!request.complete) response.once("finish", () => request.destroy());
    const proof = WallProof.safeParse(text === undefined ? undefined : parseJson(text));
    if (!proof.success)
      return sendJson(response, 400, { error: "invalid-input", detail: NOT_A_PROOF });

    const kind = "secret" in proof.data ? "link" : "code";
    const paired = await pairScreen(db, cipher, proof.data, now());
    if (!paired) {
      await trail.record({
        ...ofRequest(request, now()),
        action: "wall:refused",
        outcome: "refused",
        details: { by: kind },
      });
      return sendJson(response, 404, { error: "not-found", detail: NOT_GOOD });
    }
    await trail.record({
      ...ofRequest(request, now()),
      action: "wall:paired",
      outcome: "permitted",
      details: { display: paired.wallDisplayId, by: kind },
    });
    setCookie(response, paired.deviceSecret, isHttps);
    sendJson(response, 200, { paired: true });
  };
}

const ofRequest = (
  request: IncomingMessage,
  occurredAt: Date,
): Pick<AuditEvent, "occurredAt" | "actor" | "address"> => ({
  occurredAt,
  actor: { kind: "anonymous" },
  address: clientAddress(request),
});

function setCookie(response: ServerResponse, value: string, isHttps: boolean): void {
  const cookie = [
    `${wallCookieName(isHttps)}=${value}`,
    "Path=/",
    `Max-Age=${WALL_COOKIE_SECONDS}`,
    "HttpOnly",
    "SameSite=Strict",
    ...(isHttps ? ["Secure"] : []),
  ];
  response.setHeader("set-cookie", cookie.join("; "));
}
