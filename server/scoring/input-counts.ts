import { countersOf, countRow, type TrainingDistribution } from "#models/deterioration/drift";
import { MS_PER_HOUR } from "#models/shared/time-range";
import type { EncounterId, UnitId } from "#models/shared/ids";

/** What one unit's patients were scored on in one hour so far; names nobody. */
export interface CountedHour {
  unitId: UnitId;
  /** Epoch milliseconds on our clock: when the hour began. */
  hour: number;
  patientHours: number;
  counters: Int32Array;
}

/** A row of features, and what the model made of it. */
export interface CountedRow {
  features: Float32Array;
  from: number;
  output: number;
}

interface Counted extends CountedHour {
  /** Each is counted once an hour, as training has a row for each hour. */
  encounters: Set<EncounterId>;
  isTold: boolean;
}

/** Counts what a model is fed, by unit and hour, as its training distribution is binned. `now` is our clock. */
export class InputCounts {
  private readonly byUnit = new Map<UnitId, Counted>();
  /** Of an hour that has ended, and was not told whole. */
  private readonly ended: Counted[] = [];
  private readonly row: Float32Array;

  constructor(private readonly distribution: TrainingDistribution) {
    this.row = new Float32Array(distribution.columns.length);
  }

  /** One that was counted this hour is passed over. */
  count(
    { unitId, encounterId }: { unitId: UnitId; encounterId: EncounterId },
    now: number,
    { features, from, output }: CountedRow,
  ): void {
    const counted = this.hourOf(unitId, now - (now % MS_PER_HOUR));
    if (counted.encounters.has(encounterId)) return;
    counted.encounters.add(encounterId);
    counted.patientHours += 1;
    counted.isTold = false;

    const inputs = this.row.length - 1;
    this.row.set(features.subarray(from, from + inputs));
    this.row[inputs] = output;
    countRow(this.distribution.columns, this.row, counted.counters);
  }

  /** What was counted since it was last asked for: each hour whole, so that a later one replaces it. */
  take(): CountedHour[] {
    const told = [...this.ended.splice(0), ...this.byUnit.values()].filter(({ isTold }) => !isTold);
    for (const counted of told) counted.isTold = true;
    return told.map(({ unitId, hour, patientHours, counters }) => ({
      unitId,
      hour,
      patientHours,
      counters: counters.slice(),
    }));
  }

  private hourOf(unitId: UnitId, hour: number): Counted {
    const held = this.byUnit.get(unitId);
    if (held?.hour === hour) return held;
    if (held) this.ended.push(held);
    const begun = {
      unitId,
      hour,
      patientHours: 0,
      counters: new Int32Array(countersOf(this.distribution.columns)),
      encounters: new Set<EncounterId>(),
      isTold: true,
    };
    this.byUnit.set(unitId, begun);
    return begun;
  }
}
