import type { ReactNode } from "react";
import { TREND_SIGNS } from "@/_components/live/bed-view";
import { type Column, RecordTable } from "@/_components/ui/record-table";
import type { ShownSheet } from "../shown-handover";
import { alertsInWords, bedAnchor } from "./patient-sheet";
import classes from "./unit-sheet.module.css";

/** The unit on one sheet: what to know before the first patient. */
export const UnitSheet = ({
  sheets,
  caption,
  isFixed,
}: Readonly<{ sheets: readonly ShownSheet[]; caption: string; isFixed: boolean }>) => (
  <div className={classes.sheet}>
    <RecordTable
      caption={caption}
      columns={isFixed ? FIXED_COLUMNS : COLUMNS}
      rows={sheets}
      rowKey={({ encounterId }) => encounterId}
      empty="Nobody is in a bed of this unit."
    />
  </div>
);

const PATIENT: Column<ShownSheet> = {
  title: "Patient",
  isHeader: true,
  cell: (sheet) => (
    <a href={`#${bedAnchor(sheet)}`} className={classes.patient}>
      <strong>{sheet.bedLabel}</strong> {sheet.name}
    </a>
  ),
};

/** Of somebody who has left the bed since they were written about nothing is known any more. */
const whileHere =
  (cell: (state: NonNullable<ShownSheet["state"]>) => ReactNode) =>
  ({ state }: ShownSheet): ReactNode =>
    state ? cell(state) : "left the bed";

const COLUMNS: readonly Column<ShownSheet>[] = [
  PATIENT,
  {
    title: "NEWS2",
    cell: whileHere(({ score }) => (
      <>
        <strong>{score.text}</strong> {TREND_SIGNS[score.trend].symbol}{" "}
        <span className={classes.quiet}>
          {score.reasonShort ?? score.inputsShort ?? score.words}
        </span>
      </>
    )),
  },
  { title: "Risk", cell: whileHere(({ risk }) => risk?.level ?? "not known") },
  { title: "Alerts", cell: whileHere(alertsInWords) },
  {
    title: "Due",
    cell: whileHere(({ due }) =>
      due.length === 0 ? (
        "Nothing by the rules"
      ) : (
        <ul className={classes.due}>
          {due.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      ),
    ),
  },
];

const wordsOf =
  (section: ShownSheet["sections"][number]["section"]) =>
  ({ sections }: ShownSheet): ReactNode => (
    <span className={classes.words}>
      {sections.find((each) => each.section === section)?.text ?? "–"}
    </span>
  );

/** As it was signed: nothing that has changed since. */
const FIXED_COLUMNS: readonly Column<ShownSheet>[] = [
  PATIENT,
  { title: "Situation", cell: wordsOf("situation") },
  { title: "Recommendation", cell: wordsOf("recommendation") },
];
