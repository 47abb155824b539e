import { expect, it } from "vitest";
import { hashPassword } from "#db/password";
import { hashToCompare, verifyPassword } from "./password";

/** Algorithm, version and cost: what the time depends on. */
const workOf = (hash: string): string => hash.split("$").slice(1, 4).join("$");

it("does the same work for an account that is not there as for one that is", async () => {
  const stored = await hashPassword("a nurse's password");

  expect(await hashToCompare(stored)).toBe(stored);
  expect(workOf(await hashToCompare(undefined))).toBe(workOf(stored));
  expect(workOf(stored)).toBe("argon2id$v=19$m=19456,t=2,p=1");
});

it("says yes for the right password alone", async () => {
  const stored = await hashPassword("a nurse's password");

  expect(await verifyPassword(stored, "a nurse's password")).toBe(true);
  expect(await verifyPassword(stored, "another password")).toBe(false);
});

it("never says yes for an account that is not there, whatever is typed", async () => {
  expect(await verifyPassword(undefined, "nobody's password")).toBe(false);
});
