import { describe, expect, it } from "vitest";
import { hashOfToken } from "#db/gateways";
import type { Queryable } from "#db/pool";
import { createGatewayDirectory } from "./gateway-directory";

const HOUR = 3_600_000;
const log = { info() {}, warn() {}, error() {} };

/** A database of one gateway that counts what it is asked. */
function hospital({ now = 0 } = {}) {
  const clock = { now };
  const state = { isRevoked: false, isAway: false, lookUps: 0, uses: 0 };
  const token = "wcg_good";
  const query = async (sql: string, values: unknown[] = []) => {
    if (state.isAway) throw new Error("away");
    if (/^\s*update/.test(sql)) {
      state.uses += 1;
      return { rows: [] };
    }
    state.lookUps += 1;
    if (sql.includes("certificate_sha256 is not null"))
      return {
        rows: [{ gatewayId: "g1", name: "bedside", sha256: "aa", isRevoked: state.isRevoked }],
      };
    const isKnown = Buffer.isBuffer(values[0]) && values[0].equals(hashOfToken(token));
    const row = {
      tokenId: "t1",
      gatewayId: "g1",
      name: "bedside",
      expiresAt: new Date(HOUR),
      lastUsedAt: null,
      isRevoked: state.isRevoked,
      certificateSha256: null,
    };
    return { rows: isKnown ? [row] : [] };
  };
  const db = { query } as unknown as Queryable;
  const directory = createGatewayDirectory({ db, log, now: () => clock.now });
  return { directory, token, clock, state };
}

describe("createGatewayDirectory", () => {
  it("asks once a second for a thousand messages", async () => {
    const { directory, token, clock, state } = hospital();
    for (let message = 0; message < 3_000; message += 1) {
      clock.now = message;
      expect(await directory.byToken(token)).toMatchObject({ kind: "good" });
    }
    expect(state.lookUps).toBe(3);
    expect(state.uses).toBe(1);
  });

  it("asks once for many that come at the same time", async () => {
    const { directory, token, state } = hospital();
    await Promise.all(Array.from({ length: 100 }, () => directory.byToken(token)));
    expect(state.lookUps).toBe(1);
  });

  it("refuses what was revoked at once when it hears of it, and after a second when it does not", async () => {
    const { directory, token, clock, state } = hospital();
    await directory.byToken(token);
    state.isRevoked = true;
    directory.forget();
    expect(await directory.byToken(token)).toMatchObject({ kind: "revoked" });

    state.isRevoked = false;
    clock.now += 1_000;
    await directory.byToken(token);
    state.isRevoked = true;
    clock.now += 1_000;
    expect(await directory.byToken(token)).toMatchObject({ kind: "revoked" });
    expect(await directory.byCertificate("aa")).toMatchObject({ kind: "revoked" });
  });

  it("sees a token expire without asking anew", async () => {
    const { directory, token, clock, state } = hospital({ now: HOUR - 500 });
    expect(await directory.byToken(token)).toMatchObject({ kind: "good" });
    clock.now = HOUR;
    expect(await directory.byToken(token)).toMatchObject({ kind: "expired" });
    expect(state.lookUps).toBe(1);
  });

  it("answers no question from memory that the database did not answer", async () => {
    const { directory, token, state } = hospital();
    state.isAway = true;
    await expect(directory.byToken(token)).rejects.toThrow("away");
    await expect(directory.byCertificate("aa")).rejects.toThrow("away");
    state.isAway = false;
    expect(await directory.byToken(token)).toMatchObject({ kind: "good" });
    expect(await directory.byCertificate("aa")).toMatchObject({ kind: "good" });
  });

  it("knows nobody by a foreign token or certificate, and says whether certificates are in use", async () => {
    const { directory } = hospital();
    expect(await directory.byToken("wcg_guess")).toEqual({ kind: "unknown" });
    expect(await directory.byCertificate("bb")).toEqual({ kind: "unknown", isInUse: true });
  });
});
