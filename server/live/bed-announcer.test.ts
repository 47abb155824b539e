import { beforeEach, describe, expect, it } from "vitest";
import type { BedFrame } from "#models/realtime/board";
import { BedId, UnitId } from "#models/shared/ids";
import { ASIDE_MS, BED_SPACING_MS, createBedAnnouncer } from "./bed-announcer";
import { createLiveBed } from "./live-bed";
import { silentChannel } from "./unit-channel";

const unitId = UnitId.parse("7a0c2f6e-5a43-4a8e-9a55-0f6d8f6a1b01");
const bedId = BedId.parse("7a0c2f6e-5a43-4a8e-9a55-0f6d8f6a1b02");

let clock: number;
let frames: BedFrame[];
beforeEach(() => {
  clock = 1_000_000;
  frames = [];
});

function announcing({ isWatched = true } = {}) {
  const channel = {
    ...silentChannel,
    isWatched: () => isWatched,
    bedsChanged: (frame: BedFrame) => void frames.push(frame),
  };
  const announcer = createBedAnnouncer(
    () => new Date(clock),
    () => channel,
  );
  const bed = createLiveBed({
    bedId,
    unitId,
    unitCode: "U1",
    unitName: "One",
    unitKind: "intensive",
    label: "01",
    isInUse: true,
  });
  /** Lets the time pass in flushes; the instants at which a frame went out. */
  const pass = (ms: number): number[] => {
    const sent: number[] = [];
    for (const end = clock + ms; clock < end; clock += 50) {
      const before = frames.length;
      announcer.flush();
      if (frames.length > before) sent.push(clock);
    }
    return sent;
  };
  return { announcer, bed, pass };
}

describe("the bed announcer", () => {
  it("tells a change at the next flush", () => {
    const { announcer, bed, pass } = announcing();
    announcer.changed(bed);
    expect(pass(200)).toEqual([1_000_000]);
  });

  it("keeps a bed to its spacing however often it changes", () => {
    const { announcer, bed, pass } = announcing();
    const sent: number[] = [];
    for (let change = 0; change < 40; change += 1) {
      announcer.changed(bed);
      sent.push(...pass(100));
    }
    const spacings = sent.slice(1).map((at, index) => at - (sent[index] ?? 0));
    expect(sent.length).toBeGreaterThan(3);
    expect(Math.min(...spacings)).toBeGreaterThanOrEqual(BED_SPACING_MS);
  });

  it("lets a reassessment ride with the next signs instead of taking their turn", () => {
    const { announcer, bed, pass } = announcing();
    announcer.changed(bed);
    expect(pass(100)).toEqual([1_000_000]);
    announcer.changedAside(bed);
    expect(pass(900)).toEqual([]);
    announcer.changed(bed); // the signs of the next second
    expect(pass(100)).toEqual([1_001_000]);
  });

  it("tells a reassessment alone when no signs come", () => {
    const { announcer, bed, pass } = announcing();
    announcer.changedAside(bed);
    expect(pass(2_000)).toEqual([1_000_000 + ASIDE_MS]);
  });

  it("builds nothing for a unit nobody watches", () => {
    const { announcer, bed, pass } = announcing({ isWatched: false });
    announcer.changed(bed);
    expect(pass(2_000)).toEqual([]);
  });
});
