import { describe, expect, it } from "vitest";
import { amountOf, type Amount, differenceWords, moneyWords, quantityWords } from "./cost-words";

const hours = (quantity: number, money: number): Amount => ({ quantity, unit: "h", money });

describe("a difference in words", () => {
  it.each([
    [hours(12, 360), hours(12, 360), { quantity: "±0 h", money: "±0", verdict: "as planned" }],
    [hours(12, 360), hours(12.01, 360.3), { verdict: "as planned" }],
    [hours(12, 360), hours(23.5, 1360), { quantity: "+11.5 h", money: "+1,000", verdict: "more" }],
    [hours(12, 360), hours(0, 0), { quantity: "−12 h", money: "−360", verdict: "less" }],
    // Fewer hours may cost more: the money is what is told.
    [hours(24, 700), hours(12, 720), { quantity: "−12 h", money: "+20", verdict: "more" }],
    // Hours that cost nothing are a difference all the same.
    [hours(12, 0), hours(6, 0), { verdict: "less" }],
  ])("of %j and %j", (planned, worked, words) => {
    expect(differenceWords(planned, worked)).toMatchObject(words);
  });
});

it("counts floats by the shift, and their hours nowhere twice", () => {
  const cost = {
    regular: { minutes: 690, money: 345 },
    overtime: { minutes: 30, money: 22.5 },
    bank: { minutes: 0, money: 0 },
    agency: { minutes: 0, money: 0 },
    float: { shifts: 1, money: 20 },
    total: 387.5,
  };
  expect(quantityWords(amountOf(cost, "float"))).toBe("1 shift");
  expect(quantityWords(amountOf(cost, "total"))).toBe("12 h");
  expect(moneyWords(amountOf(cost, "total"))).toBe("388");
});
