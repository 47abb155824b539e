import type { BedOnBoard, ExpectedDischarge } from "#models/realtime/bed-board";
import type { TimeFormat } from "@/_lib/format-time";

export interface ExpectedBed {
  bed: BedOnBoard;
  expected: ExpectedDischarge;
}

/** Beds that are expected to be left on the hospital's present day, or should have been before, the earliest first. */
export function expectedToday(
  beds: readonly BedOnBoard[],
  { now, time }: { now: number; time: TimeFormat },
): ExpectedBed[] {
  return beds
    .flatMap((bed) => {
      const expected = bed.occupant?.expectedDischarge;
      return expected ? [{ bed, expected }] : [];
    })
    .filter(({ expected: { at } }) => at < now || time.date(at) === time.date(now))
    .toSorted((a, b) => a.expected.at - b.expected.at);
}
