"use client";

import { memo, type ReactNode, useMemo, useState } from "react";
import { scoredCost } from "#models/rostering/roster-cost";
import { useConnection } from "@/_components/live/use-live";
import { judgeCover } from "./coverage";
import { GapsDrawer } from "./gaps-drawer";
import { known } from "./known";
import { whole } from "./numbers";
import { useGaps } from "../../_components/use-gaps";
import classes from "./planner-summary.module.css";
import type { JumpTo } from "./roster-grid";
import { usePlanner } from "./use-planner";
import { useSettled } from "./use-settled";

interface Props {
  mayEdit: boolean;
  /** Absent where no grid is drawn. */
  jump: ((to: JumpTo) => void) | undefined;
}

/** What the roster is worth, in a line that changes with every key. */
export const PlannerSummary = memo(function PlannerSummary(props: Readonly<Props>) {
  const score = usePlanner((view) => view.score);
  const lines = usePlanner((view) => view.lines);
  const cover = usePlanner((view) => view.cover);
  const isDrawn = usePlanner((view) => view.state.demand.drawnAt !== null);
  const short = useMemo(() => countShort(lines, cover), [lines, cover]);
  const broken = score?.charges.filter(({ kind }) => kind === "rule" || kind === "legal");
  const hard = broken?.filter(({ isHard }) => isHard).length;

  return (
    <section aria-label="What the roster is worth">
      <dl className={classes.strip}>
        <Tile title="Score, points" note="fewer are better">
          {score ? whole(score.points) : "Not known"}
        </Tile>
        <Tile
          title="Hard rules broken"
          tone={hard === undefined || hard === 0 ? undefined : "bad"}
          note={hard ? "publishing takes a reason" : undefined}
        >
          {hard ?? "Not known"}
        </Tile>
        <Tile title="Soft rules broken">
          {broken && hard !== undefined ? broken.length - hard : "Not known"}
        </Tile>
        <Tile
          title="Shifts below minimum"
          tone={isDrawn && short.minimum > 0 ? "bad" : undefined}
          note={isDrawn ? `${short.target} more below target` : "demand is not known yet"}
        >
          {isDrawn ? short.minimum : "Not known"}
        </Tile>
        <GapsTile {...props} />
        <CostTile />
      </dl>
    </section>
  );
});

/** A moment behind the keys. */
function CostTile() {
  const score = useSettled(usePlanner((view) => view.score));
  const cost = useMemo(() => score && known(() => scoredCost(score)), [score]);
  return (
    <Tile
      title="Cost"
      note={
        cost
          ? `${whole(cost.overtime.money + cost.doubleTime.money + cost.bank.money + cost.agency.money)} of overtime, bank and agency`
          : undefined
      }
    >
      {cost ? whole(cost.total) : "Not known"}
    </Tile>
  );
}

/** Of the published rosters of its units: what has to be filled before anything else. */
function GapsTile({ mayEdit, jump }: Readonly<Props>) {
  const [isOpen, setOpen] = useState(false);
  const units = usePlanner((view) => view.index.units);
  const found = useGaps();
  const isAway = useConnection().state !== "live";
  const gaps = found?.gaps.filter(({ unitId }) => units.has(unitId));
  // Of a unit whose need is not known, no gap says nothing.
  const isUnknown = found?.unknownUnitIds.some((unitId) => units.has(unitId)) ?? true;
  const isKnown =
    gaps !== undefined && (gaps.length > 0 || (found?.demandIssuedAt !== null && !isUnknown));
  const worst = gaps?.filter(({ severity }) => severity === "below-minimum").length ?? 0;
  const why = !found
    ? isAway
      ? "no connection"
      : "being looked for"
    : found.demandIssuedAt === null
      ? "no forecast was issued"
      : "of a unit the need is not known";
  return (
    <Tile
      title="Open in the next 72 h"
      tone={worst > 0 ? "bad" : undefined}
      note={isKnown ? `${worst} below the minimum${isAway ? "; may be old" : ""}` : why}
    >
      {isKnown && gaps.length > 0 ? (
        <button
          type="button"
          className={classes.opens}
          aria-haspopup="dialog"
          aria-label={`${gaps.length} open: list them`}
          onClick={() => setOpen(true)}
        >
          {gaps.length}
        </button>
      ) : isKnown ? (
        0
      ) : (
        "Not known"
      )}
      {isOpen && gaps && <GapsDrawer {...{ gaps, mayEdit, jump }} close={() => setOpen(false)} />}
    </Tile>
  );
}

interface TileProps {
  title: string;
  tone?: "bad" | undefined;
  note?: string | undefined;
  children: ReactNode;
}

const Tile = ({ title, tone, note, children }: Readonly<TileProps>) => (
  <div className={classes.tile} data-tone={tone}>
    <dt>{title}</dt>
    <dd>
      <strong>{children}</strong>
      {note && <span> {note}</span>}
    </dd>
  </div>
);

export function countShort(
  lines: readonly Parameters<typeof needsOf>[0][],
  cover: readonly (readonly number[])[],
): { minimum: number; target: number } {
  const counts = { minimum: 0, target: 0 };
  lines.forEach((line, place) =>
    needsOf(line).forEach((need, day) => {
      const { verdict } = judgeCover(cover[place]?.[day] ?? 0, need);
      if (verdict === "below-minimum") counts.minimum += 1;
      if (verdict === "below-target") counts.target += 1;
    }),
  );
  return counts;
}

const needsOf = ({ needs }: { needs: readonly Parameters<typeof judgeCover>[1][] }) => needs;
