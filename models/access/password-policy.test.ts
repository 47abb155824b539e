import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isIssuedPasswordOver,
  isMonotonous,
  listedForms,
  normalisePassword,
  PASSWORD_LENGTH,
  passwordFault,
} from "./password-policy";

const MARIA = { email: "maria.keller@northgate.example", name: "Dr. María Li Keller" };

describe("the length", () => {
  it.each([
    [11, "too-short"],
    [12, undefined],
    [128, undefined],
    [129, "too-long"],
  ])("of %i characters is %s", (length, fault) => {
    expect(passwordFault("x".repeat(length), MARIA)).toBe(fault);
  });

  it("counts what people see as one character once, however many units it takes", () => {
    expect(passwordFault("🐢".repeat(11), MARIA)).toBe("too-short");
    expect(passwordFault("🐢".repeat(128), MARIA)).toBeUndefined();
    expect(passwordFault("e\u0301".repeat(11), MARIA)).toBe("too-short");
  });

  it("counts spaces, at the ends too", () => {
    expect(passwordFault("  two  words  ".slice(0, 12), MARIA)).toBeUndefined();
  });
});

it("takes any characters and asks for none", () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: PASSWORD_LENGTH.min, maxLength: 60, unit: "grapheme" }),
      (password) => {
        const fault = passwordFault(password, { email: "zzzzzzzz@zzzz.example", name: "" });
        expect([undefined, "too-long"]).toContain(fault);
      },
    ),
  );
});

it("is the same password whichever way its accents are typed", () => {
  expect(normalisePassword("cafe\u0301 au lait")).toBe(normalisePassword("caf\u00e9 au lait"));
  expect(normalisePassword(" spaces stay ")).toBe(" spaces stay ");
});

describe("the owner's own words", () => {
  it.each([
    ["the name", "xx-Keller-1492-xx"],
    ["a name without its accent", "mariamariamaria"],
    ["a name in other letters' shape", "ｍａｒｉａ wakes early"],
    ["the email address", "my maria.keller@northgate.example"],
    ["the system's name", "WardCast for ever"],
  ])("are refused: %s", (_word, password) => {
    expect(passwordFault(password, MARIA)).toBe("personal");
  });

  it("do not forbid ordinary words that hold a short name", () => {
    expect(passwordFault("daylight saving turtle", MARIA)).toBeUndefined();
  });
});

describe("what is looked for among stolen passwords", () => {
  it.each([
    ["the password itself", "Correct Horse", "correct horse"],
    ["the word between digits and signs", "!!2024-Dragon-2024!!", "dragon"],
    ["the word before a long row of digits", "jordan839201746552", "jordan"],
    ["a listed one that ends in digits of its own", "trustno1!!!!", "trustno1"],
    ["a listed one that begins with a digit", "1qaz2wsx2024!", "1qaz2wsx"],
    ["digits with signs after them", "1234567890!!", "1234567890"],
    ["the piece that is repeated", "qwertyqwerty", "qwerty"],
    ["a piece repeated with a sign between", "dragon-dragon-dragon", "dragon"],
    ["a piece repeated and cut off", "passwordpassw", "password"],
    ["a repeated piece with digits after it", "monkeymonkey99", "monkey"],
    ["a repeated number", "123456123456", "123456"],
  ])("%s", (_form, password, form) => {
    expect(listedForms(password)).toContain(form);
  });

  it("leaves random digits alone: a listed one of four is among them by chance", () => {
    const forms = [...listedForms("839212346552")];
    expect(forms.every(({ length }) => length >= 6)).toBe(true);
  });

  it("never is a word of a phrase", () => {
    expect(listedForms("dragon weather and a monkey")).toEqual(
      new Set(["dragon weather and a monkey"]),
    );
  });
});

it.each([
  ["aaaaaaaaaaaa", true],
  ["121212121212", true],
  ["abcabcabcabc", true],
  ["abcdabcdabcd", false],
  ["turtle weather", false],
])("says whether %s is a row of the same", (password, monotonous) => {
  expect(isMonotonous(password)).toBe(monotonous);
});

describe("an issued password", () => {
  const issuedAt = new Date("2026-03-01T08:00:00Z");

  it.each([
    ["2026-03-02T07:59:59Z", false],
    ["2026-03-02T08:00:00Z", true],
  ])("is over at %s: %s", (now, isOver) => {
    expect(isIssuedPasswordOver(issuedAt, new Date(now))).toBe(isOver);
  });
});
