import { RecordTable } from "@/_components/ui/record-table";
import { hospitalTime } from "@/_lib/hospital-time";
import { between } from "../../outlook-words";
import type { ArrivalDay, SiteArrivals } from "../arrivals-outlook";

/** Totals by the hospital's days. */
export function DayTotals({ site }: Readonly<{ site: SiteArrivals }>) {
  const time = hospitalTime();
  const nameOf = ({ at, isPart }: ArrivalDay, index: number): string => {
    if (!isPart) return time.day(at);
    return index === 0
      ? `${time.day(at)}, from ${time.clock(at)}`
      : `${time.day(at)}, its beginning`;
  };
  return (
    <RecordTable
      caption={`Emergency arrivals by day, ${site.name}`}
      rows={site.days}
      rowKey={({ date }) => date}
      empty="No day is forecast."
      columns={[
        { title: "Day", isHeader: true, cell: (day) => nameOf(day, site.days.indexOf(day)) },
        { title: "Expected", cell: ({ mean }) => mean.toFixed(0) },
        { title: "80 % interval", cell: ({ low, high }) => between([low, high]) },
        { title: "Last week", cell: ({ lastWeek }) => lastWeek ?? "Not counted" },
        { title: "Last year", cell: ({ lastYear }) => lastYear ?? "Not counted" },
      ]}
    />
  );
}
