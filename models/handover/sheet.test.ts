import { expect, it } from "vitest";
import { EncounterId } from "../shared/ids";
import { sectionsOf, type StoredSection } from "./sheet";

const encounterId = EncounterId.parse("00000000-0000-4000-8000-000000000001");
const at = new Date("2026-11-27T18:45:00Z");
const drafts = {
  situation: "drafted S",
  background: "drafted B",
  assessment: "drafted A",
  recommendation: "drafted R",
};
const stored = (changes: Partial<StoredSection>): StoredSection => ({
  ...{ encounterId, section: "background", text: "Lives alone.", isDrafted: false, version: 3 },
  ...{ changedBy: "Ada Nurse", changedAt: at },
  ...changes,
});

it("is the system's words where nobody wrote, and people's where they did", () => {
  const [situation, background] = sectionsOf(drafts, [stored({})]);
  expect(situation).toEqual({
    ...{ section: "situation", text: "drafted S", draft: "drafted S", isWorded: false },
    ...{ version: 0, changed: undefined },
  });
  expect(background).toEqual({
    ...{ section: "background", text: "Lives alone.", draft: "drafted B", isWorded: true },
    ...{ version: 3, changed: { by: "Ada Nurse", at } },
  });
});

it("keeps the version when the system's words were taken again", () => {
  const [, background] = sectionsOf(drafts, [stored({ text: undefined, version: 4 })]);
  expect(background).toMatchObject({ text: "drafted B", isWorded: false, version: 4 });
});

it("tells what was fixed by a signature from what people wrote, and what cannot be opened from both", () => {
  const [, fixed] = sectionsOf(undefined, [stored({ text: "drafted B", isDrafted: true })]);
  expect(fixed).toMatchObject({ text: "drafted B", draft: undefined, isWorded: false });
  const [, broken] = sectionsOf(drafts, [stored({ text: null })]);
  expect(broken).toMatchObject({ text: null, isWorded: true });
});
