"use client";

import { Button, Kbd } from "@mantine/core";
import { BED_TAGS } from "#models/beds/bed-tag";
import { UNIT_KIND_TITLES } from "@/_components/ui/unit-kind-title";
import type { Fit, Placement } from "./placement";
import classes from "./placement-bar.module.css";

const VERBS: Readonly<Record<Placement["type"], string>> = {
  assign: "Place",
  transfer: "Transfer",
  swap: "Swap",
};

interface Props {
  placement: Placement;
  /** Whom it is about: "64 F in ED 04". */
  who: string;
  /** How many of the beds shown are of each kind. */
  fits: Readonly<Record<Fit["verdict"], number>>;
  /** The patient has been given a bed, or has left, meanwhile. */
  isOver: boolean;
  next: () => void;
  cancel: () => void;
}

/** While a bed is looked for: for whom, what is asked for, and how to leave. */
export function PlacementBar({ placement, who, fits, isOver, next, cancel }: Readonly<Props>) {
  const needs = [
    placement.neededKind && UNIT_KIND_TITLES[placement.neededKind],
    ...placement.needs.map((tag) => BED_TAGS[tag]),
  ].filter(Boolean);
  return (
    <div className={classes.bar} role="region" aria-label="Looking for a bed">
      <p className={classes.words} role="status">
        {isOver ? (
          <>
            <strong>{who}</strong> has been moved or has left meanwhile.
          </>
        ) : (
          <>
            {VERBS[placement.type]} <strong>{who}</strong>
            {needs.length > 0 && `, needs ${needs.join(", ")}`}: {describeFits(fits)}.
          </>
        )}
      </p>
      <div className={classes.buttons}>
        {!isOver && (
          <Button
            variant="default"
            disabled={fits.suitable + fits.doubtful === 0}
            onClick={next}
            rightSection={<Kbd size="xs">n</Kbd>}
          >
            Next that suits
          </Button>
        )}
        <Button variant="default" onClick={cancel} rightSection={<Kbd size="xs">Esc</Kbd>}>
          {isOver ? "Close" : "Cancel"}
        </Button>
      </div>
    </div>
  );
}

function describeFits({ suitable, doubtful, keepable }: Props["fits"]): string {
  const words = [
    suitable === 0 ? "no bed suits" : suitable === 1 ? "1 bed suits" : `${suitable} beds suit`,
    doubtful > 0 && `${doubtful} possible`,
    keepable > 0 && `${keepable} can be kept`,
  ];
  return words.filter(Boolean).join(", ");
}
