import { randomBytes, randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { createFieldCipher, type DataKeys, SealBroken, versionOf } from "./field-cipher";

const keys = (): DataKeys => ({
  current: 2,
  byVersion: new Map([
    [1, randomBytes(32)],
    [2, randomBytes(32)],
  ]),
  indexKey: randomBytes(32),
});

it("opens what it sealed, and seals the same value differently each time", () => {
  const cipher = createFieldCipher(keys);
  const fixed = keys();
  const { seal, open } = createFieldCipher(() => fixed);
  const row = randomUUID();

  const [first, second] = [
    seal("patients.family_name", row, "Ångström"),
    seal("patients.family_name", row, "Ångström"),
  ];

  expect(open("patients.family_name", row, first)).toBe("Ångström");
  expect(first.equals(second)).toBe(false);
  expect(first.includes(Buffer.from("ngstr"))).toBe(false);
  expect(versionOf(first)).toBe(2);
  expect(() => cipher.open("patients.family_name", row, first)).toThrow(SealBroken);
});

it("opens nothing in another row, another column, or with a bit changed", () => {
  const fixed = keys();
  const { seal, open } = createFieldCipher(() => fixed);
  const row = randomUUID();
  const sealed = seal("patients.family_name", row, "Okafor");

  expect(() => open("patients.family_name", randomUUID(), sealed)).toThrow(SealBroken);
  expect(() => open("patients.given_name", row, sealed)).toThrow(SealBroken);
  expect(() => open("patients.family_name", row, sealed.subarray(0, 20))).toThrow(SealBroken);
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8((changed[at] ?? 0) ^ 1, at);
    expect(() => open("patients.family_name", row, changed)).toThrow(SealBroken);
  }
});

it("goes on opening values of an older key after a new one has come", () => {
  const before = keys();
  const older: DataKeys = { ...before, current: 1 };
  const row = randomUUID();
  const sealed = createFieldCipher(() => older).seal("patients.birth_on", row, "1957-03-02");

  const { open } = createFieldCipher(() => before);

  expect(open("patients.birth_on", row, sealed)).toBe("1957-03-02");
  expect(versionOf(sealed)).toBe(1);
});

it("finds equal values by an index that differs by field and by key", () => {
  const fixed = keys();
  const { blindIndex } = createFieldCipher(() => fixed);

  const index = blindIndex("patients.medical_record", "123^HOSP");

  expect(blindIndex("patients.medical_record", "123^HOSP").equals(index)).toBe(true);
  expect(blindIndex("encounters.visit_number", "123^HOSP").equals(index)).toBe(false);
  expect(
    createFieldCipher(keys).blindIndex("patients.medical_record", "123^HOSP").equals(index),
  ).toBe(false);
});
