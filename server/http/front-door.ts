import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import {
  type AdmissionOptions,
  INGEST_PATH,
  MOST_BODY_BYTES,
  TOO_LARGE,
  createAdmission,
  pathOf,
} from "./admission";
import { NOT_ARGUMENTS, isActionCall, isArguments } from "./action-call";
import { clientAddress, settleForwarding } from "./client-address";
import { addressKey } from "./rate-limits";
import { bareRefusal, sendRefusal } from "./refusal";
import { holdBody, watchBody } from "./request-body";
import { isCacheable, isForPrograms, NOTHING_POLICY, securityHeaders } from "./security-headers";

export interface FrontDoorOptions extends AdmissionOptions {
  http: Server;
  socketsPerAddress: number;
}

/**
 * Puts itself before everything that already listens to the server: where a request came from is settled,
 * what goes beyond a limit or comes from a foreign page goes no further, and every answer carries the
 * security headers. Call it last.
 */
export function guardFrontDoor(options: FrontDoorOptions): void {
  const { http, publicUrl, socketsPerAddress } = options;
  const headers = Object.entries(securityHeaders(publicUrl));
  const admission = createAdmission(options);
  const openSockets = new Map<string, number>();

  standBefore<[IncomingMessage, ServerResponse]>(http, "request", (request, response) => {
    settleForwarding(request, { proxies: options.proxies, publicHost: publicUrl.host });
    const path = pathOf(request);
    for (const [name, value] of headers) response.setHeader(name, value);
    if (isForPrograms(path)) response.setHeader("content-security-policy", NOTHING_POLICY);
    if (!isCacheable(path)) response.setHeader("cache-control", "no-store");

    const refusal = admission.refuseRequest(request, path);
    if (refusal) {
      sendRefusal(response, refusal);
      return false;
    }
    // Held first, so that what is held is counted too.
    const isIngest = path === INGEST_PATH; // it reads its own body, within its own limit
    const isGood = !isIngest && isActionCall(request) ? holdBody(request, isArguments) : undefined;
    if (!isIngest)
      watchBody(request, MOST_BODY_BYTES, () => {
        if (!response.headersSent) sendRefusal(response, TOO_LARGE);
        request.destroy();
      });
    return (
      isGood?.then((good) => {
        if (!good) sendRefusal(response, NOT_ARGUMENTS);
        return good;
      }) ?? true
    );
  });

  standBefore<[IncomingMessage, Duplex, Buffer]>(http, "upgrade", (request, socket) => {
    settleForwarding(request, { proxies: options.proxies, publicHost: publicUrl.host });
    const address = clientAddress(request);
    const key = addressKey(address);
    const open = openSockets.get(key) ?? 0;
    const refusal =
      admission.refuseUpgrade(request) ??
      (open >= socketsPerAddress ? admission.tooManySockets(address) : undefined);
    if (refusal) {
      socket.on("error", () => undefined); // whoever is refused may be gone already
      socket.end(bareRefusal(refusal), () => socket.destroy());
      return false;
    }
    openSockets.set(key, open + 1);
    socket.once("close", () => {
      const left = (openSockets.get(key) ?? 1) - 1;
      if (left > 0) openSockets.set(key, left);
      else openSockets.delete(key);
    });
    return true;
  });
}

/** Listeners that are there hear of an event only when, and as soon as, `admit` says so. */
function standBefore<Arguments extends unknown[]>(
  http: Server,
  event: "request" | "upgrade",
  admit: (...given: Arguments) => boolean | Promise<boolean>,
): void {
  const listeners = http.listeners(event);
  http.removeAllListeners(event);
  http.on(event, (...given: unknown[]) => {
    // Node's events are typed one by one; these are the arguments it gives to this one.
    const verdict = admit(...(given as Arguments));
    const goOn = (isAdmitted: boolean) => {
      if (isAdmitted) for (const listener of listeners) listener.apply(http, given);
    };
    // At once when it is known: whatever the connection brings next is then heard by who goes on.
    if (typeof verdict === "boolean") goOn(verdict);
    else void verdict.then(goOn);
  });
}
