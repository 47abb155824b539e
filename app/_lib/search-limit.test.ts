import { expect, it } from "vitest";
import { UserId } from "#models/shared/ids";
import { takeSearch } from "./search-limit";

const somebody = () => UserId.parse(crypto.randomUUID());

it("allows what somebody at a bedside needs, and says when the next one may be tried", () => {
  const userId = somebody();
  const verdicts = Array.from({ length: 21 }, () => takeSearch(userId));

  expect(verdicts.slice(0, 20).every(({ isAllowed }) => isAllowed)).toBe(true);
  expect(verdicts.at(-1)).toMatchObject({ isAllowed: false, retryAfterSeconds: 3 });
});

it("counts each person for themselves", () => {
  const searcher = somebody();
  for (let count = 0; count < 30; count += 1) takeSearch(searcher);

  expect(takeSearch(somebody())).toMatchObject({ isAllowed: true });
});
