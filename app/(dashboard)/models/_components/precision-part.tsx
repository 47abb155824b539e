import type { WeekOfDispositions } from "#db/alert-dispositions";
import type { Unit } from "#db/units";
import { RecordTable } from "@/_components/ui/record-table";
import { hospitalTime } from "@/_lib/hospital-time";
import { percent } from "../figure-rows";
import { type PrecisionRow, precisionRows } from "../precision-rows";
import { Nothing, Part } from "./part";

interface Props {
  weeks: readonly WeekOfDispositions[];
  units: readonly Unit[];
}

/** How often an alert was right, as those at the bedside saw it. */
export function PrecisionPart({ weeks, units }: Readonly<Props>) {
  return (
    <Part
      title="How often its alerts were right here"
      about="From what nurses said of risk alerts in the last eight weeks: right is a patient who was deteriorating, news or known already. Only alerts that were answered count, so few answers say little. In brackets: 95&nbsp;% intervals (Wilson)."
    >
      {weeks.length === 0 ? (
        <Nothing>This version has raised no alert in the last eight weeks.</Nothing>
      ) : (
        <RecordTable
          caption="Right alerts by week and unit"
          rows={precisionRows(weeks, units)}
          rowKey={({ week, unit }) => `${week ?? "all"} ${unit}`}
          empty=""
          columns={[
            { title: "Unit", isHeader: true, cell: ({ unit }) => unit },
            { title: "Week of", cell: ({ week }) => mondayOf(week) },
            { title: "Answered", cell: ({ answered, alerts }) => `${answered} of ${alerts}` },
            { title: "Right", cell: rightOf },
            { title: "Of those news", cell: ({ news, right }) => (right > 0 ? news : "–") },
          ]}
        />
      )}
    </Part>
  );
}

/** Noon, so that it is the same day wherever the hospital is. */
const mondayOf = (week: string | undefined): string =>
  week === undefined ? "All weeks" : hospitalTime().date(new Date(`${week}T12:00:00Z`));

function rightOf({ right, share, interval95 }: PrecisionRow): string {
  if (share === undefined || !interval95) return "Nobody answered";
  return `${right}: ${percent(share)} (${percent(interval95[0])} to ${percent(interval95[1])})`;
}
