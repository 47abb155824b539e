import { expect, it } from "vitest";
import { timeFormat } from "../shared/time-format";
import { handoverAsPage, handoverAsText, type HandoverFile } from "./handover-file";
import { sectionsOf } from "./sheet";

const time = timeFormat("Europe/London");
const at = (clock: string) => new Date(`2026-11-27T${clock}:00Z`);
const drafts = {
  situation: "Bed 07: <67> years.",
  background: "Admitted.",
  assessment: "Signs:\n- Heart rate 72",
  recommendation: "Nothing is due.",
};
const file: HandoverFile = {
  unit: { name: "Surgical ICU", code: "SICU" },
  period: { from: at("07:00"), to: at("19:00") },
  madeAt: at("19:05"),
  given: { name: "Ada Nurse", at: at("19:01") },
  received: undefined,
  sheets: [{ bedLabel: "07", name: "O'Hara, Scarlett", sections: sectionsOf(drafts, []) }],
};

it("is plain text that reads from top to bottom", () => {
  expect(handoverAsText(file, time).split("\n")).toEqual([
    "Handover: Surgical ICU (SICU)",
    "27 Nov 2026, 07:00 to 27 Nov 2026, 19:00 (Europe/London).",
    "Written to this file 27 Nov 2026, 19:05.",
    "Given by Ada Nurse, 27 Nov 2026, 19:01. Not received yet.",
    "",
    "== Bed 07: O'Hara, Scarlett",
    "",
    "SITUATION",
    "Bed 07: <67> years.",
    "",
    "BACKGROUND",
    "Admitted.",
    "",
    "ASSESSMENT",
    "Signs:",
    "- Heart rate 72",
    "",
    "RECOMMENDATION",
    "Nothing is due.",
    "",
    "Not for clinical use: demonstration and evaluation only.",
    "",
  ]);
});

it("is a page of its own that takes what people wrote for text", () => {
  const page = handoverAsPage(file, time);
  expect(page).toContain("Bed 07: &lt;67&gt; years.");
  expect(page).toContain("O&#39;Hara, Scarlett");
  expect(page).not.toMatch(/<script|<link|<img|https?:/i);
});

it("says of a section that cannot be opened that it cannot", () => {
  const [section] = file.sheets[0]?.sections ?? [];
  const broken = section ? [{ ...section, text: null, isWorded: true }] : [];
  const sheets = [{ bedLabel: "07", name: "X", sections: broken }];
  expect(handoverAsText({ ...file, sheets }, time)).toContain("This section does not open");
});
