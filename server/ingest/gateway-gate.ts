import type { IncomingMessage } from "node:http";
import type { Gateway } from "#db/gateways";
import type { AuditEvent, AuditTrail } from "#models/audit/audit-event";
import { type Result, err, ok } from "#models/shared/result";
import { type RateVerdict, createTokenBuckets } from "#models/shared/token-buckets";
import { clientAddress } from "../http/client-address";
import { type RateLimits, addressKey, secretKey } from "../http/rate-limits";
import type { Logger } from "../logger";
import { clientCertificate } from "../tls/client-certificate";
import type { GatewayDirectory } from "./gateway-directory";

export type GatewayRefusal =
  | "unauthenticated"
  | "token-unknown"
  | "token-expired"
  | "token-revoked"
  | "certificate-unknown"
  | "certificate-revoked"
  | "certificate-needed"
  | "certificate-mismatch";

/** What whoever runs the gateway should do about it. */
export const GATEWAY_REFUSALS: Readonly<Record<GatewayRefusal, string>> = {
  unauthenticated: "Send the gateway's token: Authorization: Bearer …",
  "token-unknown": "This is no token of ours. Have a new one issued for the gateway.",
  "token-expired": "This token has expired. Have the gateway's token rotated.",
  "token-revoked": "This token, or its gateway, has been revoked.",
  "certificate-unknown": "This certificate is bound to no gateway.",
  "certificate-revoked": "This certificate's gateway has been revoked.",
  "certificate-needed": "This gateway is known by its client certificate: connect with it.",
  "certificate-mismatch": "This token and this client certificate are not the same gateway's.",
};

export type Refused =
  { reason: GatewayRefusal } | { reason: "too-many-requests"; retryAfterSeconds: number };

export interface GatewayGate {
  /** Who sends this, or why it is not taken. Rejects when the database is away. */
  admit(request: IncomingMessage): Promise<Result<Gateway, Refused>>;
}

export interface GatewayGateOptions {
  directory: GatewayDirectory;
  limits: Pick<RateLimits, "ingest" | "ingestRefusals">;
  audit: AuditTrail;
  log: Logger;
  /** Epoch milliseconds. */
  now: () => number;
}

const MOST_KNOWN = 10_000;

const BEARER = /^Bearer ([\w.~+/=-]{1,200})$/i;

/** Proves every batch of a gateway anew, by its token, its certificate, or both. */
export function createGatewayGate(options: GatewayGateOptions): GatewayGate {
  const { directory, limits } = options;
  const tell = createRefusalReport(options);
  const goodBefore = new Set<string>();

  return {
    async admit(request) {
      const address = clientAddress(request);
      const shown = secretKey(request.headers.authorization ?? "");
      // Guessing is stopped before it costs the database a question. What has been good before is asked
      // for all the same: whoever guesses from a gateway's own address must not silence it.
      const mayTry = limits.ingestRefusals.peek(addressKey(address));
      if (!mayTry.isAllowed && !goodBefore.has(shown) && !clientCertificate(request.socket))
        return err(tooMany(mayTry));

      const proved = await prove(request, directory);
      if (!proved.ok) {
        limits.ingestRefusals.take(addressKey(address));
        goodBefore.delete(shown);
        tell(address, proved.error);
        return err({ reason: proved.error.reason });
      }
      // As many as there are tokens; should there be very many, they are learned anew.
      if (goodBefore.size >= MOST_KNOWN) goodBefore.clear();
      goodBefore.add(shown);
      const verdict = limits.ingest.take(proved.value.gatewayId);
      return verdict.isAllowed ? proved : err(tooMany(verdict));
    },
  };
}

const tooMany = (verdict: RateVerdict): Refused => ({
  reason: "too-many-requests",
  retryAfterSeconds: verdict.isAllowed ? 1 : verdict.retryAfterSeconds,
});

interface Unproved {
  reason: GatewayRefusal;
  /** Whose proof it was, when it was somebody's. */
  gateway?: Gateway;
}

async function prove(
  request: IncomingMessage,
  directory: GatewayDirectory,
): Promise<Result<Gateway, Unproved>> {
  const token = BEARER.exec(request.headers.authorization ?? "")?.[1];
  const certificate = clientCertificate(request.socket);

  if (token === undefined) {
    if (certificate === undefined) return err({ reason: "unauthenticated" });
    const found = await directory.byCertificate(certificate);
    if (found.kind === "good") return ok(found.gateway);
    return found.kind === "revoked"
      ? err({ reason: "certificate-revoked", gateway: found.gateway })
      : err({ reason: "certificate-unknown" });
  }

  const found = await directory.byToken(token);
  if (found.kind === "unknown") return err({ reason: "token-unknown" });
  const { gateway } = found;
  if (found.kind !== "good") return err({ reason: `token-${found.kind}`, gateway });
  // A gateway that has a certificate is not believed for its token alone: tokens can be copied.
  if (found.certificateSha256 === null || found.certificateSha256 === certificate)
    return ok(gateway);
  const reason = certificate === undefined ? "certificate-needed" : "certificate-mismatch";
  return err({ reason, gateway });
}

const TOLD_PER_SECOND = 1 / 60;

/**
 * Tells the log and the audit trail, once a minute for each address, reason and gateway: somebody who
 * guesses must not be able to fill either.
 */
export function createRefusalReport({
  audit,
  log,
  now,
}: Pick<GatewayGateOptions, "audit" | "log" | "now">) {
  const mayTell = createTokenBuckets({ perSecond: TOLD_PER_SECOND, burst: 1 }, now, 10_000);

  return (address: string, { reason, gateway }: Unproved): void => {
    const key = `${addressKey(address)} ${reason} ${gateway?.gatewayId ?? ""}`;
    if (!mayTell.take(key).isAllowed) return;

    log.warn({ address, reason, gatewayId: gateway?.gatewayId }, "gateway refused");
    const event: AuditEvent = {
      occurredAt: new Date(now()),
      action: "gateway:refused",
      outcome: "refused",
      actor: gateway ? { kind: "gateway", name: gateway.name } : { kind: "anonymous" },
      address,
      details: { reason },
    };
    audit
      .record(event)
      .catch((cause: unknown) =>
        log.error({ cause }, "refusal of a gateway not in the audit trail"),
      );
  };
}
