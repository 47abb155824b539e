import { beforeEach, describe, expect, it } from "vitest";
import type { Alert, AlertEvent } from "#models/alerts/alert";
import { type AlertPolicy, defaultAlertPolicy } from "#models/alerts/alert-policy";
import type { Disposition } from "#models/alerts/disposition";
import { BedId, EncounterId, UnitId } from "#models/shared/ids";
import { MS_PER_HOUR, MS_PER_MINUTE } from "#models/shared/time-range";
import type { AlertCommand } from "./alert-command";
import { type AlertPlace, type AlertWatch, createAlertWatch } from "./alert-watch";

const HOUSE = defaultAlertPolicy("ward");
const EVERY: AlertPolicy = {
  ...HOUSE,
  scoreRise: { isOn: true, points: 3, priority: "medium", persistenceMinutes: 0 },
};
const unitId = UnitId.parse("b0000000-0000-4000-8000-000000000001");
const elsewhere = UnitId.parse("b0000000-0000-4000-8000-000000000002");
const place: AlertPlace = {
  encounterId: EncounterId.parse("e0000000-0000-4000-8000-000000000001"),
  bedId: BedId.parse("c0000000-0000-4000-8000-000000000001"),
  ...{ unitId, bedLabel: "01" },
};

let now: number;
let policy: AlertPolicy;
let submitted: AlertCommand[];
let watch: AlertWatch;
let ids: number;

beforeEach(() => {
  now = Date.parse("2026-03-01T08:00:00Z");
  policy = HOUSE;
  ids = 0;
  [watch, submitted] = newWatch();
});

function newWatch(): [AlertWatch, AlertCommand[]] {
  const commands: AlertCommand[] = [];
  const watching = createAlertWatch({
    submit: (command) => commands.push(command),
    policyOf: () => policy,
    now: () => new Date(now),
    newId: () => `a0000000-0000-4000-8000-00000000000${(ids += 1)}`,
  });
  return [watching, commands];
}

function assess(score: number, previousScore?: number, at: AlertPlace = place): void {
  const facts = { hasRedScore: false, inputsPresent: 7, oldestInputSeconds: 0 };
  const assessed = { score, previousScore, assessedAt: now, ...facts };
  watch.assessed(at, { score: assessed, risk: undefined, signs: () => ({}) });
}

const wait = (minutes: number) => (now += minutes * MS_PER_MINUTE);
const said = (): string[] =>
  submitted.map((command) => (command.type === "advance" ? command.command.type : command.type));
function raised(): Alert {
  const command = submitted.find(({ type }) => type === "raise");
  if (command?.type !== "raise") throw new Error("no alert was raised");
  return command.alert;
}
const resolved = (alert: Alert, disposition: Disposition): AlertEvent => ({
  ...{ sequence: 1, step: "resolved", at: new Date(now) },
  alert: { ...alert, phase: "resolved", endedAt: new Date(now) },
  details: { step: "resolved", how: "by-person", disposition },
});

describe("one cause", () => {
  it("has one alert, which worsens and recovers", () => {
    assess(5);
    assess(5);
    assess(8);
    assess(1);
    wait(HOUSE.recoveryMinutes);
    assess(1);
    expect(said()).toEqual(["raise", "change-priority", "recover"]);
  });

  it("that nobody assesses stays as it is, until it expires", () => {
    assess(8);
    now += HOUSE.expiryHours * MS_PER_HOUR;
    watch.sweep();
    expect(said()).toEqual(["raise"]);
    now += 1;
    watch.sweep();
    watch.sweep();
    expect(said()).toEqual(["raise", "expire"]);
    expect(watch.encounters()).toEqual([]);
  });

  it("moves with its patient, and ends when the patient leaves", () => {
    assess(8);
    watch.moved({ ...place, unitId: elsewhere }, unitId);
    expect(submitted.at(-1)).toMatchObject({ type: "move", from: unitId, to: elsewhere });
    watch.left(place.encounterId);
    expect(said()).toEqual(["raise", "move", "expire"]);
  });
});

describe("an answer", () => {
  it("keeps the cause quiet for as long as what was found deserves, and no longer", () => {
    assess(5);
    watch.stepped(resolved(raised(), "artefact"));
    wait(HOUSE.quietMinutes.artefact - 1);
    assess(5);
    expect(said()).toEqual(["raise"]);
    wait(1);
    assess(5);
    expect(said()).toEqual(["raise", "raise"]);
  });

  it("counts from when it was given, not from the last assessment", () => {
    assess(5);
    wait(HOUSE.quietMinutes.artefact);
    watch.stepped(resolved(raised(), "artefact"));
    wait(1);
    assess(5);
    expect(said()).toEqual(["raise"]);
  });

  it("counts also when nothing was assessed since the server started", () => {
    assess(5);
    const alert = raised();
    [watch, submitted] = newWatch();
    watch.restore([alert], []);
    watch.stepped(resolved(alert, "artefact"));
    assess(5);
    expect(said()).toEqual([]);
  });

  it("outlives the server that was told it", () => {
    const { encounterId } = place;
    const endedAt = new Date(now);
    const cause = "early-warning-score";
    watch.restore(
      [],
      [{ encounterId, unitId, cause, priority: "medium", disposition: "artefact", endedAt }],
    );
    assess(5);
    expect(said()).toEqual([]);
    wait(HOUSE.quietMinutes.artefact);
    assess(5);
    expect(said()).toEqual(["raise"]);
  });

  it("counts also when the recovery was already on its way", () => {
    assess(5);
    assess(1);
    wait(HOUSE.recoveryMinutes);
    assess(1);
    watch.stepped(resolved(raised(), "goals-of-care"));
    assess(5);
    expect(said()).toEqual(["raise", "recover"]);
  });

  it("does not keep quiet what is worse than what was answered", () => {
    assess(5);
    watch.stepped(resolved(raised(), "goals-of-care"));
    assess(8);
    expect(said()).toEqual(["raise", "raise"]);
  });

  it("stays when something worse came and did not last", () => {
    assess(5);
    watch.stepped(resolved(raised(), "goals-of-care"));
    policy = { ...HOUSE, earlyWarningScore: { ...HOUSE.earlyWarningScore, persistenceMinutes: 5 } };
    assess(8);
    wait(5);
    assess(5);
    wait(5);
    assess(5);
    expect(said()).toEqual(["raise"]);
  });

  it("outlives the time after which what is not assessed is forgotten", () => {
    policy = { ...HOUSE, expiryHours: 1 };
    assess(5);
    watch.stepped(resolved(raised(), "goals-of-care"));
    wait(120);
    watch.sweep();
    assess(5);
    expect(said()).toEqual(["raise"]);
  });

  it("taken back has the alert watched again", () => {
    assess(8);
    const alert = raised();
    watch.stepped(resolved(alert, "artefact"));
    expect(watch.encounters()).toEqual([]);
    watch.stepped({ sequence: 2, step: "reopened", at: new Date(now), alert });
    expect(watch.encounters()).toEqual([place.encounterId]);
    assess(8);
    expect(said()).toEqual(["raise"]);
  });
});

describe("a score that is high", () => {
  beforeEach(() => (policy = EVERY));

  it("takes the place of an alert of its rise, and has no second one raised beside it", () => {
    assess(4, 1);
    assess(8, 1);
    assess(8, 1);
    expect(said()).toEqual(["raise", "raise", "supersede"]);
  });

  it("that is less urgent than its rise does not", () => {
    policy = { ...EVERY, scoreRise: { ...EVERY.scoreRise, priority: "high" } };
    assess(5, 1);
    expect(said()).toEqual(["raise", "raise"]);
  });

  it("does not undo the answer to a rise", () => {
    assess(4, 1);
    watch.stepped(resolved(raised(), "goals-of-care"));
    assess(8, 1);
    const score = submitted.find((each) => each.type === "raise" && each.alert.priority === "high");
    if (score?.type !== "raise") throw new Error("no alert of the score was raised");
    watch.stepped(resolved(score.alert, "other"));
    assess(4, 1);
    expect(said()).toEqual(["raise", "raise"]);
  });
});

describe("what was given up on its way to the store", () => {
  it("is raised by the next finding when the alert never came to be", () => {
    assess(8);
    watch.agreeWith([]);
    expect(watch.encounters()).toEqual([]);
    assess(8);
    expect(said()).toEqual(["raise", "raise"]);
  });

  it("is said again when it was a change for the worse", () => {
    assess(5);
    const stored = raised();
    assess(8);
    watch.agreeWith([stored]);
    assess(8);
    expect(said()).toEqual(["raise", "change-priority", "change-priority"]);
  });

  it("is made good when it was the end of an alert", () => {
    assess(8);
    const stored = raised();
    watch.left(place.encounterId);
    watch.agreeWith([stored]);
    expect(watch.encounters()).toEqual([place.encounterId]);
  });

  it("is nothing when both agree: what is known of a recovery stays", () => {
    assess(8);
    assess(1);
    wait(HOUSE.recoveryMinutes);
    watch.agreeWith([raised()]);
    assess(1);
    expect(said()).toEqual(["raise", "recover"]);
  });
});

it("goes on with the alerts that were open when the server started", () => {
  assess(8);
  const alert = raised();
  [watch, submitted] = newWatch();
  watch.restore([alert], []);
  assess(8);
  assess(1);
  wait(HOUSE.recoveryMinutes);
  assess(1);
  expect(submitted).toMatchObject([{ alertId: alert.alertId, command: { type: "recover" } }]);
});
