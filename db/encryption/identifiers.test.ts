import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import type { DataKeys } from "./field-cipher";
import { type BrokenSealListener, createIdentifiers } from "./identifiers";

const field = "patients.family_name";
const db = { query: () => Promise.reject(new Error("no database is asked here")) };

/** Keys up to `version`; `reload` brings the newest. */
function keySource(newest: number) {
  const all = new Map(Array.from({ length: newest }, (_, index) => [index + 1, randomBytes(32)]));
  const upTo = (version: number): DataKeys => ({
    current: version,
    byVersion: new Map([...all].filter(([each]) => each <= version)),
    indexKey: Buffer.alloc(32, 7),
  });
  let keys = upTo(1);
  const source = {
    reloads: 0,
    keys: () => keys,
    reload: async () => {
      source.reloads += 1;
      keys = upTo(newest);
    },
    newest: createIdentifiers({ keys: () => upTo(newest), reload: async () => undefined }),
  };
  return source;
}

it("reads the keys again only for a value whose key it does not know", async () => {
  const source = keySource(2);
  const identifiers = createIdentifiers(source);
  const known = identifiers.seal(field, "a", "Okafor");

  await identifiers.ready(db, [{ known, name: "Okafor", nothing: null, short: Buffer.alloc(2) }]);
  expect(source.reloads).toBe(0);

  const newer = source.newest.seal(field, "a", "Abara");
  await identifiers.ready(db, [{ known }, { newer }]);
  expect(source.reloads).toBe(1);
  expect(identifiers.tryOpen(field, "a", newer)).toBe("Abara");
});

it("does not read the keys at each look for a version that nobody has made", async () => {
  let at = 0;
  const source = keySource(2);
  const identifiers = createIdentifiers(source, { now: () => at });
  const forged = Buffer.concat([Buffer.from([1, 0, 0, 0, 99]), randomBytes(40)]);

  for (let look = 0; look < 5; look += 1) await identifiers.ready(db, [{ forged }]);
  expect(source.reloads).toBe(1);

  at = 60_000;
  await identifiers.ready(db, [{ forged }]);
  expect(source.reloads).toBe(2);
});

it("tells once of each value that does not open, and opens an empty one as empty", () => {
  const told: Parameters<BrokenSealListener>[0][] = [];
  const identifiers = createIdentifiers(keySource(1), { onBroken: (broken) => told.push(broken) });
  const sealed = identifiers.seal(field, "a", "Okafor");

  expect(identifiers.tryOpen(field, "b", sealed)).toBeNull();
  expect(identifiers.tryOpen(field, "b", sealed)).toBeNull();
  expect(identifiers.tryOpen(field, "a", Buffer.alloc(0))).toBeNull();
  expect(identifiers.tryOpen(field, "a", identifiers.seal(field, "a", ""))).toBe("");

  expect(told).toEqual([
    { field, rowId: "b" },
    { field, rowId: "a" },
  ]);
});
