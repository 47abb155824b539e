import { verify } from "@node-rs/argon2";
import { expect, it } from "vitest";
import { breachedPasswords } from "./breached-passwords";
import { findPasswordFault, hashPassword, issuePassword } from "./password";

const ADA = { email: "ada@northgate.example", name: "Ada Novak" };

it("hashes by argon2id with no less memory, passes and lanes than OWASP asks for", async () => {
  const [, algorithm, , parameters] = (await hashPassword("twelve turtles")).split("$");

  expect(algorithm).toBe("argon2id");
  const cost = Object.fromEntries(
    (parameters ?? "").split(",").map((each) => each.split("=")),
  ) as Record<string, string>;
  expect(Number(cost["m"])).toBeGreaterThanOrEqual(19 * 1_024);
  expect(Number(cost["t"])).toBeGreaterThanOrEqual(2);
  expect(Number(cost["p"])).toBeGreaterThanOrEqual(1);
});

it("hashes one password alike however its accents were typed", async () => {
  const stored = await hashPassword("cafe\u0301 at the corner");

  expect(await verify(stored, "caf\u00e9 at the corner")).toBe(true);
});

it.each([
  ["short", "too-short"],
  ["novak makes waves", "personal"],
  ["letmein-letmein", "breached"],
  ["twelve turtles swim", undefined],
])("says of %s that it is %s", async (password, fault) => {
  expect(await findPasswordFault(password, ADA, breachedPasswords())).toBe(fault);
});

it("issues passwords that keep to the policy", async () => {
  const breached = breachedPasswords();
  for (let issued = 0; issued < 100; issued += 1) {
    const password = await issuePassword(ADA, breached);
    expect(await findPasswordFault(password, ADA, breached)).toBeUndefined();
  }
});

it("issues another one when the first is refused", async () => {
  const asked: string[] = [];
  const onceBreached = {
    has: async (password: string) => asked.push(password) === 1,
  };

  const issued = await issuePassword(ADA, onceBreached);

  expect(asked).toHaveLength(2);
  expect(issued).toBe(asked[1]);
});
