import type { ModelCard } from "#models/deterioration/model-card";
import { RecordTable } from "@/_components/ui/record-table";
import { type FigureRow, figureRows } from "../figure-rows";
import classes from "./headline-figures.module.css";

/** The model beside what it is compared with; on a phone one card for each figure. */
export function HeadlineFigures({ card }: Readonly<{ card: Pick<ModelCard, "metrics"> }>) {
  return (
    <RecordTable
      caption="Figures of the model and of what it is compared with"
      rows={figureRows(card)}
      rowKey={({ name }) => name}
      empty="Nothing was measured."
      columns={[
        { title: "Figure", isHeader: true, cell: (row) => <Name row={row} /> },
        { title: "This model", cell: ({ model }) => <strong>{model}</strong> },
        { title: "NEWS2", cell: ({ earlyWarningScore }) => earlyWarningScore },
        { title: "Logistic", cell: ({ logisticRegression }) => logisticRegression },
        { title: "Hours in unit", cell: ({ hoursInUnit }) => hoursInUnit },
      ]}
    />
  );
}

const Name = ({ row: { name, meaning } }: Readonly<{ row: FigureRow }>) => (
  <span className={classes.name}>
    {name}
    {meaning && <small>{meaning}</small>}
  </span>
);
