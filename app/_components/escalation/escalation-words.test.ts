import { expect, it } from "vitest";
import { newsInWords } from "./escalation-words";

const NEWS = { change: "level", level: 3, isAtLeast: false, since: 0, previous: 2 } as const;

it("tells which way the level went, and that it may be higher", () => {
  expect(newsInWords(NEWS)?.title).toBe("Escalation level rose to 3");
  expect(newsInWords({ ...NEWS, previous: 4, isAtLeast: true })?.title).toBe(
    "Escalation level fell to at least 3",
  );
  expect(newsInWords({ ...NEWS, previous: null })?.title).toBe("Escalation level rose to 3");
});

it("does not call usual what is not known", () => {
  const fell = { ...NEWS, level: 1, previous: 2 } as const;
  expect(newsInWords(fell)?.message).toContain("as usual");
  expect(newsInWords({ ...fell, isAtLeast: true })?.message).toContain("not known well enough");
});

it("says nothing aloud of rules, ticks and certainty", () => {
  for (const change of ["rules", "actions", "certainty"] as const)
    expect(newsInWords({ ...NEWS, change })).toBeUndefined();
});
