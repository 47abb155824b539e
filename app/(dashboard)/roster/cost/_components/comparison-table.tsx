import type { ReactNode } from "react";
import type { ComparedCost } from "#models/rostering/period-cost";
import {
  amountOf,
  type Amount,
  COST_KINDS,
  COST_TITLES,
  type CostKind,
  differenceWords,
  moneyWords,
  quantityWords,
} from "../cost-words";
import classes from "./comparison-table.module.css";

interface Group {
  key: string;
  /** Absent where there is one group alone, which the caption names. */
  title?: string;
  cost: ComparedCost;
}

interface Columns {
  hasPast: boolean;
  hasFuture: boolean;
  futureTitle: string;
}

interface Props {
  caption: string;
  groups: readonly Group[];
  columns: Columns;
}

/** Hours and money by kind of work, a group of lines each: planned beside worked, and what is to come. */
export function ComparisonTable({ caption, groups, columns }: Readonly<Props>) {
  const { hasPast, hasFuture, futureTitle } = columns;
  const count = 1 + (hasPast ? 3 : 0) + (hasFuture ? 1 : 0);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached with the keyboard
    <div className={classes.scroll} role="region" aria-label={caption} tabIndex={0}>
      <table className={classes.table} data-past={hasPast}>
        <caption className={classes.caption}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Kind</th>
            {hasPast && (
              <>
                <th scope="col">Planned</th>
                <th scope="col">
                  As worked<span className={classes.beneath}>and difference</span>
                </th>
                <th scope="col">Difference</th>
              </>
            )}
            {hasFuture && <th scope="col">{futureTitle}</th>}
          </tr>
        </thead>
        {groups.map(({ key, title, cost }) => (
          <tbody key={key}>
            {title !== undefined && (
              <tr className={classes.group}>
                <th scope="rowgroup" colSpan={count}>
                  {title}
                </th>
              </tr>
            )}
            {COST_KINDS.filter((kind) => kind === "total" || isUsed(cost, kind)).map((kind) => (
              <tr key={kind} className={kind === "total" ? classes.total : undefined}>
                <th scope="row">{COST_TITLES[kind]}</th>
                {hasPast && <Past cost={cost} kind={kind} />}
                {hasFuture && <AmountCell amount={amountOf(cost.toCome, kind)} />}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Past({ cost, kind }: Readonly<{ cost: ComparedCost; kind: CostKind }>) {
  const planned = cost.planned && amountOf(cost.planned, kind);
  const worked = amountOf(cost.worked, kind);
  if (!planned)
    return (
      <>
        <td>Not kept</td>
        <AmountCell amount={worked} />
        <td>Unknown</td>
      </>
    );
  const { quantity, money, verdict } = differenceWords(planned, worked);
  const difference =
    verdict === "as planned" ? (
      <span className={classes.quiet}>As planned</span>
    ) : (
      <>
        <span className={classes.money}>
          {money} <span className={classes.verdict}>{verdict}</span>
        </span>
        <span className={classes.quantity}>{quantity}</span>
      </>
    );
  return (
    <>
      <AmountCell amount={planned} />
      <AmountCell amount={worked} beneath={difference} />
      <td>{difference}</td>
    </>
  );
}

/** `beneath` is for a phone, where there is no room beside it. */
const AmountCell = ({ amount, beneath }: Readonly<{ amount: Amount; beneath?: ReactNode }>) => (
  <td>
    <span className={classes.money}>{moneyWords(amount)}</span>
    <span className={classes.quantity}>{quantityWords(amount)}</span>
    {beneath && <span className={classes.beneath}>{beneath}</span>}
  </td>
);

const isUsed = ({ planned, worked, toCome }: ComparedCost, kind: CostKind): boolean =>
  [planned, worked, toCome].some((cost) => {
    const amount = cost && amountOf(cost, kind);
    return amount !== undefined && (amount.quantity !== 0 || amount.money !== 0);
  });
