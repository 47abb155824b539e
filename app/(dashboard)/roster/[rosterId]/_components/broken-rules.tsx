"use client";

import { memo, useState } from "react";
import { Button, SegmentedControl } from "@mantine/core";
import type { RosterCharge } from "#models/rostering/roster-charge";
import { whole } from "./numbers";
import classes from "./side-panel.module.css";
import { usePlanner } from "./use-planner";

const KINDS = {
  rules: { title: "Rules", of: ["rule", "legal"] },
  cover: { title: "Cover", of: ["demand"] },
  requests: { title: "Requests", of: ["request"] },
} as const satisfies Record<string, { title: string; of: readonly RosterCharge["kind"][] }>;
type Kind = keyof typeof KINDS;

/** So many are read at once; more make each key slower and nobody wiser. */
const SHOWN = 30;

interface Props {
  jump: (charge: RosterCharge) => void;
}

/** What is broken, the worst first; each leads to where it is. */
export function BrokenRules({ jump }: Readonly<Props>) {
  const charges = usePlanner((view) => view.score?.charges);
  const [kind, setKind] = useState<Kind>("rules");
  const [shown, setShown] = useState(SHOWN);
  if (!charges) return <p className={classes.empty}>What is broken cannot be counted.</p>;

  const of = (each: Kind): RosterCharge[] =>
    charges.filter((charge) => KINDS[each].of.some((one) => one === charge.kind));
  const found = of(kind);
  return (
    <>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="What is broken"
        value={kind}
        onChange={(value) => setKind(value)}
        data={(["rules", "cover", "requests"] as const).map((each) => ({
          value: each,
          label: `${KINDS[each].title} ${of(each).length}`,
        }))}
      />
      {found.length === 0 ? (
        <p className={classes.empty}>Nothing is broken here.</p>
      ) : (
        <ul className={classes.list} aria-label="Broken rules">
          {found.slice(0, shown).map((charge) => (
            <ChargeLine key={keyOf(charge)} charge={charge} jump={jump} />
          ))}
        </ul>
      )}
      {found.length > shown && (
        <Button
          variant="subtle"
          size="compact-sm"
          fullWidth
          onClick={() => setShown(shown + SHOWN)}
        >
          {found.length - shown} more
        </Button>
      )}
    </>
  );
}

const keyOf = ({ ruleId, personId, unitId, shiftId, fromDay, toDay, text }: RosterCharge): string =>
  [ruleId, personId, unitId, shiftId, fromDay, toDay, text].join(" ");

interface LineProps {
  charge: RosterCharge;
  jump: (charge: RosterCharge) => void;
}

const ChargeLine = memo(
  function ChargeLine({ charge, jump }: Readonly<LineProps>) {
    return (
      <li>
        <button
          type="button"
          className={classes.charge}
          data-hard={charge.isHard || undefined}
          onClick={() => jump(charge)}
        >
          <span>{charge.text}</span>
          <strong>{charge.isHard ? "hard" : whole(charge.points)}</strong>
        </button>
      </li>
    );
  },
  // Charges are made anew with each key; what says the same is not drawn again.
  (a, b) => keyOf(a.charge) === keyOf(b.charge) && a.charge.points === b.charge.points,
);
