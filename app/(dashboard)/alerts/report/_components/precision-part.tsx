import { RecordTable } from "@/_components/ui/record-table";
import type { AlertReport } from "../read-report";
import { precisionRows, type ReportedUnit } from "../report-rows";
import { Panel, Part } from "./part";
import { precision, share } from "./report-words";

interface Props {
  report: AlertReport;
  units: readonly ReportedUnit[];
}

/** How often alerts were right, as those at the bedside saw it. */
export const PrecisionPart = ({ report, units }: Readonly<Props>) => (
  <Part
    title="How often they were right"
    about="From what was said when an alert was closed: right is a patient who was deteriorating, news or known already, or expected with goals of care set. Only those count of which somebody said it, so few answers say little. In brackets: 95&nbsp;% intervals (Wilson)."
  >
    <Panel title="By shift and cause">
      <RecordTable
        caption="Right alerts by shift and cause"
        rows={precisionRows(report, units)}
        rowKey={({ unit, shift, cause }) => `${unit} ${shift} ${cause}`}
        empty=""
        columns={[
          {
            title: "Shift",
            isHeader: true,
            cell: ({ unit, shift }) => (units.length > 1 ? `${unit}: ${shift}` : shift),
          },
          { title: "Cause", cell: ({ cause }) => cause },
          { title: "Alerts", cell: ({ alerts }) => alerts },
          { title: "Right", cell: (row) => precision(row) },
          {
            title: "News, of the right",
            cell: ({ news, right }) => (right > 0 ? share(news / right) : "–"),
          },
        ]}
      />
    </Panel>
  </Part>
);
