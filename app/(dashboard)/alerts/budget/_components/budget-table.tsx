import type { BudgetFigures } from "#models/alerts/alert-budget";
import type { BudgetSource } from "../budget-source";
import { FIGURE_ROWS } from "../budget-words";
import classes from "./budget-table.module.css";

interface Props {
  chosen: BudgetFigures | undefined;
  source: BudgetSource;
}

/** The figures of the chosen levels beside those of the policy in force and of plain NEWS2. */
export function BudgetTable({ chosen, source }: Readonly<Props>) {
  const ways = [
    { name: "Chosen", figures: chosen },
    { name: "In force", figures: source.inForce },
    { name: "NEWS2 ≥ 5", figures: source.earlyWarningScore },
  ];
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <caption>What it would have been</caption>
        <thead>
          <tr>
            <td />
            {ways.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {FIGURE_ROWS.map(({ label, about, value }) => (
            <tr key={label}>
              <th scope="row">
                {label}
                <span className={classes.about}>{about}</span>
              </th>
              {ways.map(({ name, figures }) => {
                const text = figures && value(figures);
                return (
                  <td key={name} data-chosen={name === "Chosen" || undefined}>
                    {text ?? <span className={classes.unknown}>not known</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
