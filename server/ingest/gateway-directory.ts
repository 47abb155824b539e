import {
  type Gateway,
  type KnownToken,
  boundCertificates,
  findToken,
  hashOfToken,
  noteCertificateUse,
  noteTokenUse,
} from "#db/gateways";
import type { Queryable } from "#db/pool";
import { MS_PER_MINUTE, MS_PER_SECOND } from "#models/shared/time-range";
import type { Logger } from "../logger";

export type TokenRecognition =
  | { kind: "good"; gateway: Gateway; certificateSha256: string | null }
  | { kind: "revoked" | "expired"; gateway: Gateway }
  | { kind: "unknown" };

export type CertificateRecognition =
  | { kind: "good"; gateway: Gateway }
  | { kind: "revoked"; gateway: Gateway }
  /** Nobody's; `isInUse` tells whether any gateway has one at all. */
  | { kind: "unknown"; isInUse: boolean };

/** Who a gateway is, by what it shows. */
export interface GatewayDirectory {
  byToken(token: string): Promise<TokenRecognition>;
  /** `sha256` in hexadecimal, of a certificate whose signature has been verified. */
  byCertificate(sha256: string): Promise<CertificateRecognition>;
  /** Somebody changed a gateway: nothing that was read before counts any more. */
  forget(): void;
}

/** Should the news of a revocation be lost, it counts this much later. */
const REMEMBERED_MS = MS_PER_SECOND;
const MOST_REMEMBERED = 10_000;
/** Nobody needs to know to the second when a token was used, and a write per message would cost more than the message. */
const USE_NOTED_EVERY_MS = MS_PER_MINUTE;

interface Remembered<T> {
  answer: Promise<T>;
  until: number;
}

/**
 * Asks the database once a second for each token that is used, however many messages come with it. What it
 * answers is remembered by the token's hash.
 *
 * @param now epoch milliseconds
 */
export function createGatewayDirectory({
  db,
  log,
  now,
}: {
  db: Queryable;
  log: Logger;
  now: () => number;
}): GatewayDirectory {
  const tokens = new Map<string, Remembered<KnownToken | undefined>>();
  let certificates: Remembered<ReadonlyMap<string, Gateway & { isRevoked: boolean }>> | undefined;
  const notedAt = new Map<string, number>();

  function remember<T>(answer: Promise<T>, drop: () => void): Remembered<T> {
    answer.catch(drop); // whoever waits for it hears of the failure; the next one asks again
    return { answer, until: now() + REMEMBERED_MS };
  }

  function lookUp(token: string): Promise<KnownToken | undefined> {
    const hash = hashOfToken(token);
    const key = hash.toString("base64");
    const known = tokens.get(key);
    if (known && now() < known.until) return known.answer;

    tokens.delete(key);
    const [oldest] = tokens.size >= MOST_REMEMBERED ? tokens.keys() : [];
    if (oldest !== undefined) tokens.delete(oldest);
    const asked = remember(findToken(db, hash), () => {
      if (tokens.get(key) === asked) tokens.delete(key);
    });
    tokens.set(key, asked);
    return asked.answer;
  }

  function allCertificates() {
    if (certificates && now() < certificates.until) return certificates.answer;
    const read = boundCertificates(db).then(
      (bound) => new Map(bound.map(({ sha256, ...gateway }) => [sha256, gateway])),
    );
    const asked = remember(read, () => {
      if (certificates === asked) certificates = undefined;
    });
    certificates = asked;
    return asked.answer;
  }

  function noteUse(key: string, note: (at: Date) => Promise<void>): void {
    const at = now();
    if (at - (notedAt.get(key) ?? Number.NEGATIVE_INFINITY) < USE_NOTED_EVERY_MS) return;
    notedAt.set(key, at);
    note(new Date(at)).catch((cause: unknown) => {
      notedAt.delete(key);
      log.warn({ cause }, "use of a gateway's identity not noted");
    });
  }

  return {
    async byToken(token) {
      const known = await lookUp(token);
      if (!known) return { kind: "unknown" };
      const gateway = { gatewayId: known.gatewayId, name: known.name };
      if (known.isRevoked) return { kind: "revoked", gateway };
      if (known.expiresAt.getTime() <= now()) return { kind: "expired", gateway };
      noteUse(known.tokenId, (at) => noteTokenUse(db, known.tokenId, at));
      return { kind: "good", gateway, certificateSha256: known.certificateSha256 };
    },

    async byCertificate(sha256) {
      const all = await allCertificates();
      const found = all.get(sha256);
      if (!found) return { kind: "unknown", isInUse: all.size > 0 };
      const gateway = { gatewayId: found.gatewayId, name: found.name };
      if (found.isRevoked) return { kind: "revoked", gateway };
      noteUse(gateway.gatewayId, (at) => noteCertificateUse(db, gateway.gatewayId, at));
      return { kind: "good", gateway };
    },

    forget() {
      tokens.clear();
      certificates = undefined;
    },
  };
}
