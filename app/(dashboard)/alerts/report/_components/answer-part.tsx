import { type WeeklySeries, WeeklyChart } from "@/_components/charts/weekly-chart";
import { RecordTable } from "@/_components/ui/record-table";
import { hospitalTime } from "@/_lib/hospital-time";
import type { AlertReport } from "../read-report";
import { answerPoints, answerRows, type ReportedUnit } from "../report-rows";
import { Panel, Part } from "./part";
import { answerTime, shortWeek } from "./report-words";

const SERIES: readonly WeeklySeries[] = [
  { key: "median", name: "Median", shape: "line", colour: "var(--wc-accent)" },
  { key: "ninetieth", name: "Nine in ten", shape: "dashed", colour: "var(--wc-ink-quiet)" },
];

interface Props {
  report: AlertReport;
  units: readonly ReportedUnit[];
}

/** How long patients waited for somebody, and how many waited in vain. */
export function AnswerPart({ report, units }: Readonly<Props>) {
  const time = hospitalTime();
  const points = answerPoints(report);

  return (
    <Part
      title="Time to answer"
      about="From raising to the first acknowledgement or taking in hand. Half of the answered were answered by the median, nine in ten by the other. Those that ended with no answer, and those that still wait, are counted apart: they would make the times longer, nobody knows by how much."
    >
      <Panel title="Minutes to the first answer, by week">
        <WeeklyChart
          label="Median and 90th percentile of the minutes to the first answer, by week. The numbers are in the table of weeks below it."
          weeks={points.map((point) => ({ ...point, week: shortWeek(time, point.week) }))}
          series={SERIES}
          unit="min"
        />
        <RecordTable
          caption="Time to answer by week"
          rows={points.toReversed()}
          rowKey={({ week }) => week}
          empty=""
          columns={[
            { title: "Week of", isHeader: true, cell: ({ week }) => shortWeek(time, week) },
            { title: "Median", cell: ({ median }) => minutes(median) },
            { title: "Nine in ten", cell: ({ ninetieth }) => minutes(ninetieth) },
          ]}
        />
      </Panel>
      <Panel title="By shift and priority">
        <RecordTable
          caption="Time to answer by shift and priority"
          rows={answerRows(report, units)}
          rowKey={({ unit, shift, priority }) => `${unit} ${shift} ${priority}`}
          empty=""
          columns={[
            {
              title: "Shift",
              isHeader: true,
              cell: ({ unit, shiftTitle }) =>
                units.length > 1 ? `${unit}: ${shiftTitle}` : shiftTitle,
            },
            { title: "Priority", cell: ({ priorityTitle }) => priorityTitle },
            { title: "Alerts", cell: ({ alerts }) => alerts },
            { title: "Median", cell: ({ medianSeconds }) => answerTime(medianSeconds) },
            { title: "Nine in ten", cell: ({ ninetiethSeconds }) => answerTime(ninetiethSeconds) },
            { title: "Never answered", cell: ({ neverAnswered }) => neverAnswered },
            { title: "Waiting now", cell: ({ waiting }) => waiting },
          ]}
        />
      </Panel>
    </Part>
  );
}

const SECONDS_PER_MINUTE = 60;

const minutes = (value: number | null): string =>
  answerTime(value === null ? null : value * SECONDS_PER_MINUTE);
