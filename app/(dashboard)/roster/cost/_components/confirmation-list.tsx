import type { RosterRow } from "#db/rosters";
import { LinkText } from "@/_components/ui/link-text";
import { StatusLabel } from "@/_components/ui/status-label";
import { dayWords } from "../../[rosterId]/_components/roster-index";
import classes from "./confirmation-list.module.css";

/** Which rosters the sums are of, and whether somebody has confirmed that they were worked so. */
export const ConfirmationList = ({ rosters }: Readonly<{ rosters: readonly RosterRow[] }>) => (
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
