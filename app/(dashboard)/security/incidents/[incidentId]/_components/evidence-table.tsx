import { Text } from "@mantine/core";
import { RecordTable } from "@/_components/ui/record-table";
import type { EvidenceRow } from "../evidence-rows";
import classes from "./incident.module.css";

/** More are in the exported file: a list that fills the screen is read by nobody. */
const SHOWN = 12;

export function EvidenceTable({ rows }: Readonly<{ rows: readonly EvidenceRow[] }>) {
  return (
    <RecordTable
      caption="Evidence"
      rows={rows}
      rowKey={({ what }) => what}
      empty="Nothing but the signal itself."
      columns={[
        { title: "What", isHeader: true, cell: ({ what }) => what },
        { title: "Count", cell: ({ count }) => count },
        {
          title: "Which",
          cell: ({ values }) => (
            <div className={classes.values}>
              {values.slice(0, SHOWN).join(", ")}
              {values.length > SHOWN ? (
                <Text component="span" size="sm" c="dimmed">
                  {` and ${values.length - SHOWN} more, which an export lists`}
                </Text>
              ) : null}
            </div>
          ),
        },
      ]}
    />
  );
}
