import { RecordTable } from "@/_components/ui/record-table";
import type { Outcome } from "../accuracy-rows";
import { score, share } from "../accuracy-words";

interface Props {
  caption: string;
  /** What the rows are told apart by. */
  first: string;
  rows: readonly { name: string; outcome: Outcome }[];
}

/** How forecasts turned out, a row for each place or horizon. */
export const OutcomeTable = ({ caption, first, rows }: Readonly<Props>) => (
  <RecordTable
    caption={caption}
    rows={rows}
    rowKey={({ name }) => name}
    empty=""
    columns={[
      { title: first, isHeader: true, cell: ({ name }) => name },
      { title: "Scored", cell: ({ outcome }) => outcome.scored.toLocaleString("en-GB") },
      { title: "In 50 %", cell: ({ outcome }) => share(outcome.covered50) },
      { title: "In 80 %", cell: ({ outcome }) => share(outcome.covered80) },
      { title: "In 95 %", cell: ({ outcome }) => share(outcome.covered95) },
      { title: "Error", cell: ({ outcome }) => score(outcome.absoluteError) },
      { title: "Score", cell: ({ outcome }) => score(outcome.wis) },
      { title: "To last week", cell: ({ outcome }) => score(outcome.toNaive) },
      { title: "To the least", cell: ({ outcome }) => score(outcome.toIdeal) },
    ]}
  />
);
