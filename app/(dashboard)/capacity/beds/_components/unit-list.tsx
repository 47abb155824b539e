"use client";

import { countStates, occupiedOf } from "./bed-totals";
import type { BoardState } from "./board-state";
import classes from "./unit-list.module.css";

/** Every unit in a line; a press jumps to it. */
export function UnitList({
  state: { units, beds },
  jump,
}: Readonly<{ state: BoardState; jump: (unitCode: string) => void }>) {
  return (
    <ul className={classes.list} aria-label="Units">
      {units.map(({ unitId, code, name, staffedBeds }) => {
        const counts = countStates([...beds.values()].filter((bed) => bed.unitId === unitId));
        return (
          <li key={unitId}>
            <button type="button" className={classes.unit} onClick={() => jump(code)}>
              <strong>{name}</strong>
              <span>
                {occupiedOf(counts)} of {staffedBeds} staffed, {counts.available} available
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
