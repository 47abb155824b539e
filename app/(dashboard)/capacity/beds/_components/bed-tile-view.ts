import { BLOCK_REASONS, RESERVATION_REASONS } from "#models/beds/bed-reason";
import type { TakenFrom } from "#models/beds/bed-state";
import type { BedOnBoard, BedReservation, ExpectedDischarge } from "#models/realtime/bed-board";
import { dayOrClock, duration, type TimeFormat } from "@/_lib/format-time";
import { describeWho } from "./person-words";

export interface Seeing {
  /** Epoch milliseconds on the server's clock. */
  now: number;
  time: TimeFormat;
  areNamesHidden: boolean;
}

/** What a tile says beneath the bed's label and state. */
export interface BedTileView {
  /** Whom or what it is about. */
  who: string | undefined;
  /** Until when or since when. */
  when: string | undefined;
  /** Whatever somebody should look at. */
  remarks: readonly string[];
}

export function viewTile(bed: BedOnBoard, seeing: Seeing): BedTileView {
  return { ...viewState(bed, seeing), remarks: remarksOn(bed, seeing) };
}

function viewState(bed: BedOnBoard, seeing: Seeing): Pick<BedTileView, "who" | "when"> {
  const { now, areNamesHidden } = seeing;
  const { occupant, reservation, cleaning, block } = bed;
  switch (bed.state) {
    case "occupied":
    case "discharge-pending":
      return {
        who: occupant && describeWho(occupant.person, areNamesHidden),
        when:
          occupant?.expectedDischarge && `Out ${expectedWords(occupant.expectedDischarge, seeing)}`,
      };
    case "reserved":
      return {
        who: reservation && keptFor(reservation, areNamesHidden),
        when: reservation && `until ${until(reservation.until, seeing)}`,
      };
    case "cleaning":
      if (!cleaning) return { who: undefined, when: undefined };
      return cleaning.startedAt === null
        ? { who: "Waits to be cleaned", when: `for ${elapsed(cleaning.waitingSince, now)}` }
        : { who: "Being cleaned", when: `for ${elapsed(cleaning.startedAt, now)}` };
    case "blocked":
      return {
        who: block && BLOCK_REASONS[block.reason],
        when: block?.until ? `until ${until(block.until, seeing)}` : "no end set",
      };
    case "available":
      return { who: undefined, when: undefined };
  }
}

const TAKEN_FROM: Readonly<Record<TakenFrom, string>> = {
  reserved: "Was reserved",
  cleaning: "Was not clean yet",
  blocked: "Was blocked",
};

function remarksOn(bed: BedOnBoard, seeing: Seeing): string[] {
  const { state, reservation, block, takenFrom, occupant } = bed;
  const isAlsoKept = reservation !== undefined && state !== "reserved";
  return [
    takenFrom && TAKEN_FROM[takenFrom],
    occupant?.isUnconfirmed && "Move not confirmed",
    block?.until && block.until < seeing.now && "Block overdue: look",
    isAlsoKept && `Next: ${keptFor(reservation, seeing.areNamesHidden)}`,
  ].filter((remark) => typeof remark === "string");
}

export const keptFor = ({ person, reason }: BedReservation, areNamesHidden: boolean): string =>
  person ? describeWho(person, areNamesHidden) : reason ? RESERVATION_REASONS[reason] : "A patient";

const elapsed = (since: number, now: number): string => duration((now - since) / 1_000);

const until = (instant: number, { now, time }: Seeing): string => dayOrClock(instant, now, time);

/** "14:00 (11:00–18:00)" of today, else "28 Nov (27 Nov–30 Nov)": the middle, and the 80 % interval. */
export function expectedWords(
  { at, earliest, latest }: ExpectedDischarge,
  { now, time }: Pick<Seeing, "now" | "time">,
): string {
  const isToday = [at, earliest, latest].every((each) => time.date(each) === time.date(now));
  const words = isToday ? time.clock : (each: number) => withoutWeekday(time.day(each));
  const [from, to] = [words(earliest), words(latest)];
  const interval = from === to ? `${time.clock(earliest)}–${time.clock(latest)}` : `${from}–${to}`;
  return `${words(at)} (${interval})`;
}

const withoutWeekday = (day: string): string => day.replace(/^\S+ /, "");
