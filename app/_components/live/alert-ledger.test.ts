import { describe, expect, it } from "vitest";
import { AlertId, BedId, EncounterId, UnitId } from "#models/shared/ids";
import {
  type AlertLedger,
  type AlertNews,
  type AlertOnWire,
  applyAlertEvent,
  applyAlertSnapshot,
  EMPTY_LEDGER,
  haveTold,
  keepUnits,
  losingTouch,
  overtake,
} from "./alert-ledger";

const unitId = UnitId.parse("11111111-1111-4111-8111-111111111111");
const otherUnit = UnitId.parse("22222222-2222-4222-8222-222222222222");
const alertId = (digit: number) => AlertId.parse(`a${digit}111111-1111-4111-8111-111111111111`);

const alert = (digit: number, rest: Partial<AlertOnWire> = {}): AlertOnWire => ({
  alertId: alertId(digit),
  encounterId: EncounterId.parse("e1111111-1111-4111-8111-111111111111"),
  unitId,
  bedId: BedId.parse("b1111111-1111-4111-8111-111111111111"),
  bedLabel: "01",
  priority: "high",
  reason: { cause: "early-warning-score", score: 8, hasRedScore: true, inputsPresent: 7 },
  phase: "raised",
  raisedAt: "2026-11-21T04:00:00.000Z",
  askedAt: "2026-11-21T04:00:00.000Z",
  rung: 0,
  dueAt: "2026-11-21T04:05:00.000Z",
  ...rest,
});

const step = (
  sequence: number,
  of: AlertOnWire,
  kind: AlertNews["step"] = "raised",
): AlertNews => ({
  sequence,
  step: kind,
  at: of.raisedAt,
  alert: of,
});

const answered = { acknowledgedAt: "2026-11-21T04:01:00.000Z", acknowledgedBy: "Sam" };
const ledgerAfter = (...events: readonly AlertNews[]): AlertLedger =>
  events.reduce(applyAlertEvent, EMPTY_LEDGER);

describe("what is not known yet", () => {
  it("is every unit's alerts until the unit has told them, also when news came before", () => {
    expect(haveTold(EMPTY_LEDGER, [unitId])).toBe(false);
    expect(haveTold(ledgerAfter(step(1, alert(1))), [unitId])).toBe(false);
    const told = applyAlertSnapshot(EMPTY_LEDGER, { unitId, alerts: [], alertSequence: 3 });
    expect(haveTold(told, [unitId])).toBe(true);
    expect(haveTold(told, [unitId, otherUnit])).toBe(false);
  });

  it("is what a unit had told that was taken from this person since", () => {
    const told = applyAlertSnapshot(EMPTY_LEDGER, { unitId, alerts: [], alertSequence: 3 });
    expect(haveTold(keepUnits(told, new Set([otherUnit])), [unitId])).toBe(false);
  });
});

describe("steps", () => {
  it("drops one that is told twice", () => {
    const ledger = ledgerAfter(step(1, alert(1)), step(2, alert(1, answered), "acknowledged"));
    expect(applyAlertEvent(ledger, step(1, alert(1)))).toBe(ledger);
    expect(ledger.alerts.get(alertId(1))?.acknowledgedBy).toBe("Sam");
  });

  it("takes the steps that were missed although newer news came first", () => {
    const back = applyAlertSnapshot(EMPTY_LEDGER, { unitId, alerts: [], alertSequence: 10 });
    const ledger = [step(13, alert(3)), step(11, alert(1)), step(12, alert(2))].reduce(
      applyAlertEvent,
      back,
    );

    expect([...ledger.alerts.keys()].sort()).toEqual([alertId(1), alertId(2), alertId(3)]);
    expect(ledger.toldUpTo.get(unitId)).toBe(13);
  });
});

describe("a snapshot", () => {
  it("ends what it does not know any more", () => {
    const ledger = ledgerAfter(step(1, alert(1)), step(2, alert(2)));

    const after = applyAlertSnapshot(ledger, { unitId, alerts: [alert(2)], alertSequence: 5 });

    expect([...after.alerts.keys()]).toEqual([alertId(2)]);
  });

  it("does not undo what was told after it was made", () => {
    const ledger = ledgerAfter(step(7, alert(1, answered), "acknowledged"), step(8, alert(2)));

    const after = applyAlertSnapshot(ledger, { unitId, alerts: [alert(1)], alertSequence: 6 });

    expect(after.alerts.get(alertId(1))?.acknowledgedBy).toBe("Sam");
    expect(after.alerts.has(alertId(2))).toBe(true);
    // What came before the unit was whole is rather asked for again.
    expect(after.toldUpTo.get(unitId)).toBe(6);
  });

  it("does not let an old step raise an ended alert again", () => {
    const after = applyAlertSnapshot(EMPTY_LEDGER, { unitId, alerts: [], alertSequence: 6 });
    expect(applyAlertEvent(after, step(5, alert(1)))).toBe(after);
  });

  it("leaves the alerts of other units alone", () => {
    const ledger = ledgerAfter(step(1, alert(1, { unitId: otherUnit })));
    const after = applyAlertSnapshot(ledger, { unitId, alerts: [], alertSequence: 3 });
    expect(after.alerts.has(alertId(1))).toBe(true);
  });
});

describe("what to ask from after an absence", () => {
  const live = applyAlertSnapshot(EMPTY_LEDGER, { unitId, alerts: [], alertSequence: 3 });
  const askFrom = (ledger: AlertLedger) => ledger.toldUpTo.get(unitId);

  it("is the newest step told while nothing could be missing", () => {
    expect(askFrom(applyAlertEvent(live, step(5, alert(1))))).toBe(5);
  });

  it("stays where the connection was lost, whatever is told before the unit is whole again", () => {
    const back = applyAlertEvent(losingTouch(live), step(9, alert(1)));
    expect(back.alerts.has(alertId(1))).toBe(true);
    expect(askFrom(losingTouch(back))).toBe(3);
  });

  it("goes on once the unit is whole again", () => {
    const whole = applyAlertSnapshot(losingTouch(live), { unitId, alerts: [], alertSequence: 9 });
    expect(askFrom(applyAlertEvent(whole, step(10, alert(1))))).toBe(10);
  });

  it("is not moved by news that another unit's catching up brings", () => {
    const moved = step(9, alert(1, { unitId: otherUnit }), "moved");
    expect(applyAlertEvent(losingTouch(live), moved).toldUpTo.get(otherUnit)).toBeUndefined();
  });
});

it("forgets the alerts of a unit that is no longer this person's", () => {
  const ledger = ledgerAfter(step(1, alert(1)), step(2, alert(2, { unitId: otherUnit })));
  expect([...keepUnits(ledger, new Set([otherUnit])).alerts.keys()]).toEqual([alertId(2)]);
});

describe("what a page was drawn with", () => {
  const ended = alert(3, { endedAt: "2026-11-21T04:02:00.000Z" });

  it("stands until the unit has answered", () => {
    expect(overtake([alert(1), ended], EMPTY_LEDGER)).toEqual([alert(1), ended]);
  });

  it("loses an alert that ended between the drawing and the unit's answer", () => {
    const snapshot = { unitId, alerts: [alert(2, answered)], alertSequence: 5 };
    const ledger = applyAlertSnapshot(EMPTY_LEDGER, snapshot);

    expect(overtake([alert(1), alert(2), ended], ledger)).toEqual([ended, alert(2, answered)]);
  });
});
