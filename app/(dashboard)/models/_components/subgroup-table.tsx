import type { Subgroup } from "#models/deterioration/model-card";
import { RecordTable } from "@/_components/ui/record-table";
import { NOT_MEASURED, figure, percent, withInterval } from "../figure-rows";
import { Nothing } from "./part";

const KINDS: Readonly<Record<Subgroup["kind"], string>> = {
  sex: "Sex",
  age: "Age",
  unit: "Unit",
  hospital: "Hospital",
};

export function SubgroupTable({
  subgroups = [],
}: Readonly<{ subgroups?: Subgroup[] | undefined }>) {
  if (subgroups.length === 0)
    return <Nothing>Not measured for this version, apart from the hospitals above.</Nothing>;

  return (
    <RecordTable
      caption="Figures by group of patients"
      rows={subgroups}
      rowKey={({ kind, group }) => `${kind} ${group}`}
      empty=""
      columns={[
        { title: "Group", isHeader: true, cell: ({ kind, group }) => `${KINDS[kind]}: ${group}` },
        {
          title: "Patients",
          cell: ({ patients, septicPatients }) =>
            `${patients.toLocaleString("en-GB")}, ${septicPatients} septic`,
        },
        {
          title: "AUROC",
          cell: ({ auroc, auroc95 }) => orNot(auroc, (of) => withInterval(of, auroc95)),
        },
        { title: "By stay", cell: ({ hourMatchedAuroc }) => orNot(hourMatchedAuroc, figure) },
        {
          title: "Utility",
          cell: ({ utility, utility95 }) => orNot(utility, (of) => withInterval(of, utility95)),
        },
        {
          title: "Alarms a day",
          cell: ({ burden }) => orNot(burden?.alarmsPerPatientDay, (of) => of.toFixed(2)),
        },
        { title: "Caught", cell: ({ burden }) => orNot(burden?.caughtShare, percent) },
        { title: "Right", cell: ({ burden }) => orNot(burden?.positivePredictiveValue, percent) },
      ]}
    />
  );
}

const orNot = (value: number | undefined, format: (value: number) => string): string =>
  value === undefined ? NOT_MEASURED : format(value);
