import { expect, it } from "vitest";
import { createRateLimit } from "./rate-limit";

it("lets a second's worth through at once, and then as much as a second refills", () => {
  let at = 0;
  const mayAsk = createRateLimit(50, () => new Date(at));
  const ask = (times: number) =>
    Array.from({ length: times }, () => mayAsk()).filter((isAllowed) => isAllowed).length;

  expect(ask(60)).toBe(50);
  at += 100;
  expect(ask(60)).toBe(5);
  at += 60_000;
  expect(ask(60)).toBe(50);
});
