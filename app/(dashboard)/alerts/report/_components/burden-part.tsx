import { type WeeklySeries, WeeklyChart } from "@/_components/charts/weekly-chart";
import { RecordTable } from "@/_components/ui/record-table";
import { hospitalTime } from "@/_lib/hospital-time";
import type { AlertReport } from "../read-report";
import { burdenPoints, kindRows, type ReportedUnit, shiftRows, weekRows } from "../report-rows";
import { Panel, Part } from "./part";
import { rate, share, shortWeek, weekOf } from "./report-words";

const SERIES: readonly WeeklySeries[] = [
  { key: "low", name: "Low", shape: "bar", colour: "var(--wc-low-solid)" },
  { key: "medium", name: "Medium", shape: "bar", colour: "var(--wc-medium-solid)" },
  { key: "high", name: "High", shape: "bar", colour: "var(--wc-high-solid)" },
];

interface Props {
  report: AlertReport;
  units: readonly ReportedUnit[];
}

/** How many alerts there were for each occupied bed, when, and what became of them. */
export function BurdenPart({ report, units }: Readonly<Props>) {
  const time = hospitalTime();
  const points = burdenPoints(report).map((point) => ({
    ...point,
    week: shortWeek(time, point.week),
  }));
  const isOfMany = units.length > 1;

  return (
    <Part
      title="Burden"
      about="Alerts for each day that a bed was occupied, by the priority they were raised with. Answered is acknowledged or taken in hand, however late; escalated went up the ladder at least once; expired ended because the patient left or was no longer measured."
    >
      <Panel title="Alerts per bed-day, by week">
        <WeeklyChart
          label="Alerts per bed-day by week and priority. The numbers are in the table by week."
          weeks={points}
          series={SERIES}
          unit="per bed-day"
        />
      </Panel>
      <Panel title="By week">
        <RecordTable
          caption="Burden by week"
          rows={weekRows(report, units)}
          rowKey={({ unit, week }) => `${week} ${unit}`}
          empty=""
          columns={[
            {
              title: "Week of",
              isHeader: true,
              cell: ({ week, isRunning }) => weekOf(time, week, isRunning),
            },
            ...(isOfMany ? [{ title: "Unit", cell: ({ unit }: { unit: string }) => unit }] : []),
            { title: "Alerts", cell: ({ alerts }) => alerts },
            { title: "Bed-days", cell: ({ bedDays }) => bedDays.toFixed(1) },
            { title: "Per bed-day", cell: ({ perBedDay }) => rate(perBedDay) },
            { title: "Answered", cell: ({ answeredShare }) => share(answeredShare) },
            { title: "Escalated", cell: ({ escalatedShare }) => share(escalatedShare) },
            { title: "Expired", cell: ({ expiredShare }) => share(expiredShare) },
          ]}
        />
      </Panel>
      <Panel title="By cause and priority">
        <RecordTable
          caption="Burden by cause and priority"
          rows={kindRows(report)}
          rowKey={({ cause, priority }) => `${cause} ${priority}`}
          empty=""
          columns={[
            {
              title: "Cause",
              isHeader: true,
              cell: ({ cause, priority }) => `${cause}, ${priority.toLowerCase()}`,
            },
            { title: "Alerts", cell: ({ alerts }) => alerts },
            { title: "Per bed-day", cell: ({ perBedDay }) => rate(perBedDay) },
            { title: "Answered", cell: ({ answeredShare }) => share(answeredShare) },
            { title: "Escalated", cell: ({ escalatedShare }) => share(escalatedShare) },
            { title: "Expired", cell: ({ expiredShare }) => share(expiredShare) },
          ]}
        />
      </Panel>
      <Panel title="Day and night">
        <RecordTable
          caption="Burden by shift"
          rows={shiftRows(report, units)}
          rowKey={({ unit, shift }) => `${unit} ${shift}`}
          empty=""
          columns={[
            {
              title: "Shift",
              isHeader: true,
              cell: ({ unit, shift }) => (isOfMany ? `${unit}: ${shift}` : shift),
            },
            { title: "Alerts", cell: ({ alerts }) => alerts },
            { title: "Of all", cell: (row) => share(row.share) },
            { title: "Per bed in 12 hours", cell: (row) => rate(row.perBedShift) },
          ]}
        />
      </Panel>
    </Part>
  );
}
