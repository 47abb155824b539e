import { Button, NativeSelect, TextInput } from "@mantine/core";
import Link from "next/link";
import type { RosterRow } from "#db/rosters";
import { dayAfter } from "#models/shared/calendar-date";
import { dayWords } from "../../[rosterId]/_components/roster-index";
import { type CostChoice, monthsBefore, queryOf } from "../cost-query";
import classes from "./cost-choosers.module.css";

interface Props {
  choice: CostChoice | undefined;
  rosters: readonly RosterRow[];
  today: string;
}

const MONTH = new Intl.DateTimeFormat("en-GB", {
  ...{ month: "long", year: "numeric", timeZone: "UTC" },
});

/** A month at once, any other period, or a roster: addresses, so that they can be kept and sent. */
export function CostChoosers({ choice, rosters, today }: Readonly<Props>) {
  const chosen = choice && queryOf(choice);
  return (
    <div className={classes.choosers}>
      <nav aria-label="Months" className={classes.months}>
        {monthsBefore(today, 3).map((period) => (
          <Link
            key={period.from}
            href={`/roster/cost${queryOf({ period })}`}
            aria-current={queryOf({ period }) === chosen ? "page" : undefined}
          >
            {MONTH.format(new Date(`${period.from}T00:00:00Z`))}
          </Link>
        ))}
      </nav>
      <form action="/roster/cost" className={classes.form} key={`period ${chosen}`}>
        <TextInput
          {...{ type: "date", name: "from", label: "First day", required: true }}
          {...(choice && { defaultValue: choice.period.from })}
        />
        <TextInput
          {...{ type: "date", name: "to", label: "Last day", required: true }}
          {...(choice && { defaultValue: dayAfter(choice.period.to, -1) })}
        />
        <Button type="submit" variant="default">
          Show period
        </Button>
      </form>
      {rosters.length > 0 && (
        <form action="/roster/cost" className={classes.form} key={`roster ${chosen}`}>
          <NativeSelect
            {...{ name: "roster", label: "Roster", className: classes.roster ?? "" }}
            {...(choice?.roster && { defaultValue: choice.roster.rosterId })}
            data={rosters.map(({ rosterId, name, startsOn, state }) => ({
              value: rosterId,
              label: `${name}, from ${dayWords(startsOn)} (${state})`,
            }))}
          />
          <Button type="submit" variant="default">
            Show roster
          </Button>
        </form>
      )}
    </div>
  );
}
