import { AlertId, BedId, EncounterId, UnitId } from "#models/shared/ids";
import type { AlertOnWire } from "../../live/alert-ledger";

/** An unanswered alert of high priority, told apart by a digit. */
export const anAlert = (digit: number, rest: Partial<AlertOnWire> = {}): AlertOnWire => ({
  alertId: AlertId.parse(`a${digit}111111-1111-4111-8111-111111111111`),
  encounterId: EncounterId.parse(`e${digit}111111-1111-4111-8111-111111111111`),
  unitId: UnitId.parse("11111111-1111-4111-8111-111111111111"),
  bedId: BedId.parse(`b${digit}111111-1111-4111-8111-111111111111`),
  bedLabel: `0${digit}`,
  priority: "high",
  reason: { cause: "early-warning-score", score: 8, hasRedScore: true, inputsPresent: 7 },
  phase: "raised",
  raisedAt: "2026-11-21T04:00:00.000Z",
  askedAt: "2026-11-21T04:00:00.000Z",
  rung: 0,
  dueAt: "2026-11-21T04:05:00.000Z",
  ...rest,
});
