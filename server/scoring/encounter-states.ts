import { MS_PER_MINUTE, MS_PER_SECOND } from "#models/shared/time-range";
import { EncounterState } from "./encounter-state";
import {
  FEED_CLOCK_KIND,
  OBSERVATION_STRIDE,
  type ForecastRequest,
  type ScoredEncounter,
} from "./protocol";

/** However much a patient's signs jump about, not assessed more often than this unless NEWS2 changes. */
const SHORTEST_INTERVAL_MS = 5 * MS_PER_SECOND;
/** Ages grow while nothing arrives, so a silent patient is looked at again too. */
const LONGEST_INTERVAL_MS = MS_PER_MINUTE;

/** The encounters in beds, by slot, and which of them are due. `now` is our clock. */
export class EncounterStates {
  private readonly bySlot = new Map<number, EncounterState>();
  private readonly touched = new Set<EncounterState>();

  /** A profile that changed keeps what was observed; another encounter in the slot begins anew. */
  admit(encounter: ScoredEncounter): void {
    const held = this.bySlot.get(encounter.slot);
    if (held?.encounter.encounterId === encounter.encounterId) {
      held.encounter = encounter;
      held.hasMoved = true;
      this.touched.add(held);
      return;
    }
    this.release(encounter.slot);
    this.bySlot.set(encounter.slot, new EncounterState(encounter));
  }

  release(slot: number): void {
    const held = this.bySlot.get(slot);
    if (held) this.touched.delete(held);
    this.bySlot.delete(slot);
  }

  /** Undefined when somebody else is in the slot by now, or nobody. */
  find({ slot, encounterId }: ForecastRequest): EncounterState | undefined {
    const held = this.bySlot.get(slot);
    return held?.encounter.encounterId === encounterId ? held : undefined;
  }

  /** Takes records as `protocol.ts` lays them out; a slot nobody holds (just discharged) is passed over. */
  observe(records: Float64Array): void {
    for (let from = 0; from < records.length; from += OBSERVATION_STRIDE) {
      const [slot = NaN, kind = NaN, observedAt = NaN, value = NaN] = records.subarray(
        from,
        from + OBSERVATION_STRIDE,
      );
      const state = this.bySlot.get(slot);
      if (!state) continue;
      if (kind === FEED_CLOCK_KIND) {
        state.setFeedClock(observedAt, value);
        continue;
      }
      state.observe(kind, observedAt, value);
      this.touched.add(state);
    }
  }

  /** Whether something came that `takeMoved` has not looked at. */
  get hasTouched(): boolean {
    return this.touched.size > 0;
  }

  /** The touched encounters whose change deserves an assessment now; the others wait for their time. */
  takeMoved(now: number): EncounterState[] {
    const moved = [...this.touched].filter((state) => this.isDueForChange(state, now));
    this.touched.clear();
    return moved;
  }

  /** Those that moved a moment after an assessment, and those nobody has looked at for a minute. */
  overdue(now: number): EncounterState[] {
    return [...this.bySlot.values()].filter((state) => {
      const since = now - state.lastAssessedNow;
      return since >= (state.hasMoved ? SHORTEST_INTERVAL_MS : LONGEST_INTERVAL_MS);
    });
  }

  private isDueForChange(state: EncounterState, now: number): boolean {
    if (state.hasMoved && now - state.lastAssessedNow >= SHORTEST_INTERVAL_MS) return true;
    const clinicalNow = state.clinicalNow(now);
    if (clinicalNow === undefined) return false;
    const score = state.score(clinicalNow);
    return (
      score?.total !== state.lastScore?.total || score?.hasRedScore !== state.lastScore?.hasRedScore
    );
  }
}
