import { type Html, markup } from "../shared/markup";
import { selfContainedPage } from "../shared/self-contained-page";
import type { TimeRange } from "../shared/time-range";
import type { TimeFormat } from "../shared/time-format";
import { SECTION_TITLES } from "./section";
import type { SheetSection } from "./sheet";

/** A handover as a file: everything on the page, and nothing that needs the page. */
export interface HandoverFile {
  unit: { name: string; code: string };
  period: TimeRange;
  madeAt: Date;
  given: { name: string; at: Date } | undefined;
  received: { name: string; at: Date } | undefined;
  sheets: readonly {
    bedLabel: string;
    name: string;
    sections: readonly SheetSection[];
  }[];
}

export const UNREADABLE_SECTION = "This section does not open: it was changed in the database.";
const NOT_FOR_CLINICAL_USE = "Not for clinical use: demonstration and evaluation only.";

const textOf = ({ text }: SheetSection): string => text ?? UNREADABLE_SECTION;

function headOf({ unit, period, madeAt, given, received }: HandoverFile, time: TimeFormat) {
  const signed = (role: string, signature: HandoverFile["given"]) =>
    signature
      ? `${role} by ${signature.name}, ${time.dateAndClock(signature.at)}.`
      : `Not ${role.toLowerCase()} yet.`;
  return {
    title: `Handover: ${unit.name} (${unit.code})`,
    lines: [
      `${time.dateAndClock(period.from)} to ${time.dateAndClock(period.to)} (${time.timeZone}).`,
      `Written to this file ${time.dateAndClock(madeAt)}.`,
      `${signed("Given", given)} ${signed("Received", received)}`,
    ],
  };
}

export function handoverAsText(file: HandoverFile, time: TimeFormat): string {
  const { title, lines } = headOf(file, time);
  const sheets = file.sheets.flatMap(({ bedLabel, name, sections }) => [
    "",
    `== Bed ${bedLabel}: ${name}`,
    ...sections.flatMap((section) => [
      "",
      SECTION_TITLES[section.section].toUpperCase() + (section.isWorded ? " (worded)" : ""),
      textOf(section),
    ]),
  ]);
  return [title, ...lines, ...sheets, "", NOT_FOR_CLINICAL_USE, ""].join("\n");
}

const STYLE = `
@page { size: A4; margin: 12mm; }
body { max-width: 186mm; margin: 16px auto; padding: 0 12px; color: #000; background: #fff; font: 10pt/1.35 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
h1 { margin: 0 0 4px; font-size: 15pt; line-height: 1.2; }
h2 { margin: 0 0 4px; font-size: 12pt; }
h3 { margin: 6px 0 1px; font-size: 9pt; text-transform: uppercase; letter-spacing: 0.04em; }
p { margin: 0 0 2px; }
article { margin-top: 14px; padding-top: 8px; border-top: 1.5px solid #000; break-inside: avoid; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
@media print { body { margin: 0; padding: 0; } }
`;

export function handoverAsPage(file: HandoverFile, time: TimeFormat): string {
  const { title, lines } = headOf(file, time);
  const body = markup`<h1>${title}</h1>
${lines.map((line) => markup`<p>${line}</p>`)}
${file.sheets.map(sheetOf)}
<p>${NOT_FOR_CLINICAL_USE}</p>`;
  return selfContainedPage({ title, style: STYLE, body });
}

const sheetOf = ({ bedLabel, name, sections }: HandoverFile["sheets"][number]): Html =>
  markup`<article><h2>Bed ${bedLabel}: ${name}</h2>
${sections.map(
  (section) =>
    markup`<h3>${SECTION_TITLES[section.section]}</h3><p class="text">${textOf(section)}</p>`,
)}</article>
`;
