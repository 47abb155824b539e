import { beforeEach, expect, it } from "vitest";
import type { Alert } from "#models/alerts/alert";
import { AlertId, BedId, EncounterId, UnitId } from "#models/shared/ids";
import type { AlertCommand } from "./alert-command";
import { type AlertTimer, createAlertTimer } from "./alert-timer";

const alertId = AlertId.parse("a0000000-0000-4000-8000-000000000001");
const at = (seconds: number): Date =>
  new Date(Date.parse("2026-03-01T08:00:00Z") + seconds * 1_000);
const alert = (dueAt: Date): Alert => ({
  ...{ alertId, bedLabel: "01", priority: "high", phase: "raised", rung: 0, dueAt },
  encounterId: EncounterId.parse("e0000000-0000-4000-8000-000000000001"),
  unitId: UnitId.parse("b0000000-0000-4000-8000-000000000001"),
  bedId: BedId.parse("c0000000-0000-4000-8000-000000000001"),
  reason: { cause: "early-warning-score", score: 9, hasRedScore: true, inputsPresent: 7 },
  ...{ raisedAt: at(0), askedAt: at(0) },
});

let now: Date;
let open: Alert[];
let isSettled: boolean;
let submitted: AlertCommand[];
let timer: AlertTimer;

beforeEach(() => {
  now = at(0);
  open = [alert(at(60))];
  isSettled = true;
  submitted = [];
  timer = createAlertTimer({
    open: () => open,
    submit(command) {
      submitted.push(command);
      isSettled = false;
    },
    isSettled: () => isSettled,
    now: () => now,
  });
});

it("moves nothing before its time, and what is due at the instant it is", () => {
  now = new Date(at(60).getTime() - 1);
  timer.look();
  expect(submitted).toEqual([]);
  now = at(60);
  timer.look();
  expect(submitted).toEqual([{ type: "advance", alertId, command: { type: "elapse" }, at: now }]);
});

it("makes up at its first look for what came while nobody looked", () => {
  now = at(7_200);
  timer.look();
  expect(submitted).toHaveLength(1);
});

it("asks once for each time an alert is due, however long the database is away", () => {
  now = at(60);
  for (let look = 0; look < 100; look += 1) timer.look();
  expect(submitted).toHaveLength(1);
  open = [alert(at(61))];
  now = at(61);
  timer.look();
  expect(submitted).toHaveLength(2);
});

it("asks again when nothing waits any more and the alert is due all the same", () => {
  now = at(60);
  timer.look();
  isSettled = true; // it was given up
  timer.look();
  expect(submitted).toHaveLength(2);
});

it("forgets the alerts that have ended", () => {
  now = at(60);
  timer.look();
  open = [];
  timer.look();
  open = [alert(at(60))]; // opened again
  timer.look();
  expect(submitted).toHaveLength(2);
});
