import type { RosterRow } from "#db/rosters";
import { LinkText } from "@/_components/ui/link-text";
import { StatusLabel } from "@/_components/ui/status-label";
import { dayWords } from "../../[rosterId]/_components/roster-index";
import classes from "./confirmation-list.module.css";

/** More would push the sums out of sight. */
const MOST_SHOWN = 2;

type Props = Readonly<{ rosters: readonly RosterRow[] }>;

/** Which rosters the sums are of, and whether somebody has confirmed that they were worked so. */
export function ConfirmationList({ rosters }: Props) {
  if (rosters.length <= MOST_SHOWN) return <Rosters rosters={rosters} />;
  const open = rosters.filter(({ state }) => state !== "locked").length;
  return (
    <details className={classes.fold}>
      <summary>
        {rosters.length} rosters{" "}
        <StatusLabel tone={open === 0 ? "well" : "due"}>
          {open === 0 ? "All locked: confirmed as worked" : `${open} not confirmed yet`}
        </StatusLabel>
      </summary>
      <Rosters rosters={rosters} />
    </details>
  );
}

const Rosters = ({ rosters }: Props) => (
  <ul className={classes.list} aria-label="Rosters in these sums">
    {rosters.map(({ rosterId, name, startsOn, state }) => (
      <li key={rosterId}>
        <LinkText href={`/roster/${rosterId}`}>
          {name}, from {dayWords(startsOn)}
        </LinkText>
        {state === "locked" ? (
          <StatusLabel tone="well">Locked: confirmed as worked</StatusLabel>
        ) : (
          <StatusLabel tone="due">Not confirmed yet: lock it when it is right</StatusLabel>
        )}
      </li>
    ))}
  </ul>
);
