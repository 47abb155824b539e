import type { Unit } from "#db/units";
import type { PeriodCost } from "#models/rostering/period-cost";
import { dayAfter } from "#models/shared/calendar-date";
import { TitledSection } from "@/_components/ui/titled-section";
import { dayWords } from "../../[rosterId]/_components/roster-index";
import { amountOf } from "../cost-words";
import { ComparisonTable } from "./comparison-table";
import classes from "./cost-view.module.css";

interface Props {
  cost: PeriodCost;
  units: readonly Pick<Unit, "unitId" | "name">[];
  isDraft: boolean;
}

/** All units together, then each by week. */
export function CostView({ cost, units, isDraft }: Readonly<Props>) {
  const names = new Map(units.map(({ unitId, name }) => [unitId, name]));
  // One set of columns for the whole page: a week without one would be read as another's.
  const columns = {
    hasPast: !isDraft,
    hasFuture: isDraft || amountOf(cost.toCome, "total").quantity > 0,
    futureTitle: isDraft ? "Forecast" : "To come",
  };
  return (
    <>
      <TitledSection title="All units" classes={classes}>
        <ComparisonTable
          caption="All units by kind of work"
          groups={[{ key: "all", cost }]}
          columns={columns}
        />
      </TitledSection>
      {cost.byUnit.map(({ unitId, weeks, ...whole }) => {
        const name = names.get(unitId) ?? "Another unit";
        return (
          <TitledSection key={unitId} title={name} classes={classes}>
            <ComparisonTable
              caption={`${name} by week and kind of work`}
              groups={[
                ...weeks.map(({ from, to, ...of }) => ({
                  ...{ key: from, cost: of },
                  title: `${dayWords(from)} to ${dayWords(dayAfter(to, -1))}`,
                })),
                ...(weeks.length > 1
                  ? [{ key: "all", title: "All of these days", cost: whole }]
                  : []),
              ]}
              columns={columns}
            />
          </TitledSection>
        );
      })}
    </>
  );
}
