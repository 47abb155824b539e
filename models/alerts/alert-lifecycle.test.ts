import { describe, expect, it } from "vitest";
import { AlertId, UserId } from "../shared/ids";
import { MS_PER_MINUTE } from "../shared/time-range";
import type { AlertPriority } from "./alert";
import {
  advance,
  type AlertLife,
  beginLife,
  isEnded,
  type LifecycleCommand,
  type LifecycleRules,
  REOPEN_WITHIN_MS,
} from "./alert-lifecycle";
import { defaultAlertPolicy } from "./alert-policy";

const RULES: LifecycleRules = defaultAlertPolicy("ward");
const RAISED_AT = Date.parse("2026-03-01T08:00:00Z");
const ana = UserId.parse("50000000-0000-4000-8000-000000000001");
const ben = UserId.parse("50000000-0000-4000-8000-000000000002");
const after = (minutes: number): number => RAISED_AT + minutes * MS_PER_MINUTE;

const COMMANDS = {
  acknowledge: { type: "acknowledge", by: ana },
  take: { type: "take", by: ana },
  "hand-back": { type: "hand-back" },
  escalate: { type: "escalate" },
  snooze: { type: "snooze", minutes: 10, reason: "procedure" },
  "end-snooze": { type: "end-snooze" },
  resolve: { type: "resolve", disposition: "artefact" },
  reopen: { type: "reopen" },
  worsen: { type: "change-priority", priority: "high" },
  ease: { type: "change-priority", priority: "low" },
  recover: { type: "recover" },
  supersede: { type: "supersede", by: AlertId.parse("a0000000-0000-4000-8000-000000000001") },
  expire: { type: "expire", why: "left-bed" },
  elapse: { type: "elapse" },
} as const satisfies Record<string, LifecycleCommand>;
type CommandName = keyof typeof COMMANDS;

/** An alert of medium priority to which these things were done, a minute after the other. */
function lifeAfter(...done: readonly CommandName[]): AlertLife {
  return done.reduce(
    (life, name, index) => must(advance(life, COMMANDS[name], after(index + 1), RULES)),
    beginLife("medium", RAISED_AT, RULES),
  );
}

function must(made: ReturnType<typeof advance>): AlertLife {
  if (!made.ok) throw new Error(`refused: ${made.why}`);
  return made.life;
}

const PHASES = {
  raised: lifeAfter(),
  acknowledged: lifeAfter("acknowledge"),
  "in-hand": lifeAfter("take"),
  snoozed: lifeAfter("snooze"),
  resolved: lifeAfter("resolve"),
  superseded: lifeAfter("supersede"),
  expired: lifeAfter("expire"),
} as const;
type PhaseName = keyof typeof PHASES;

/** What each command makes of an alert in each phase two minutes after it was raised: a phase, or why nothing. */
const OPEN = ["raised", "acknowledged", "in-hand", "snoozed"] as const;
const TABLE: Readonly<Record<CommandName, readonly [string, string, string, string]>> = {
  acknowledge: ["acknowledged", "!done-already", "!done-already", "!done-already"],
  take: ["in-hand", "in-hand", "!done-already", "in-hand"],
  "hand-back": ["!not-asked", "raised", "raised", "!not-asked"],
  escalate: ["raised", "raised", "raised", "raised"],
  snooze: ["snoozed", "snoozed", "snoozed", "!done-already"],
  "end-snooze": ["!not-asked", "!not-asked", "!not-asked", "raised"],
  resolve: ["resolved", "resolved", "resolved", "resolved"],
  reopen: ["!ended", "!ended", "!ended", "!ended"],
  worsen: ["raised", "raised", "raised", "raised"],
  ease: ["raised", "acknowledged", "in-hand", "snoozed"],
  recover: ["resolved", "resolved", "resolved", "resolved"],
  supersede: ["superseded", "superseded", "superseded", "superseded"],
  expire: ["expired", "expired", "expired", "expired"],
  elapse: ["!not-asked", "!not-asked", "!not-asked", "!not-asked"],
};
const rows = Object.entries(TABLE).flatMap(([command, outcomes]) =>
  OPEN.map((phase, index) => [command as CommandName, phase, outcomes[index]] as const),
);
const outcomeOf = (phase: PhaseName, command: CommandName, at: number): string => {
  const made = advance(PHASES[phase], COMMANDS[command], at, RULES);
  return made.ok ? made.life.phase : `!${made.why}`;
};

describe("what may be done", () => {
  it.each(rows)("%s of an alert that is %s: %s", (command, phase, outcome) => {
    expect(outcomeOf(phase, command, after(2))).toBe(outcome);
  });

  it.each(["resolved", "superseded", "expired"] as const)("nothing to one that is %s", (phase) => {
    for (const command of Object.keys(COMMANDS) as CommandName[])
      if (command !== "reopen") expect(outcomeOf(phase, command, after(2))).toBe("!ended");
  });

  it("only what was resolved is opened again, and only a short while after", () => {
    expect(outcomeOf("superseded", "reopen", after(2))).toBe("!ended");
    expect(outcomeOf("expired", "reopen", after(2))).toBe("!ended");
    const endedAt = PHASES.resolved.endedAt ?? Number.NaN;
    expect(outcomeOf("resolved", "reopen", endedAt + REOPEN_WITHIN_MS)).toBe("raised");
    expect(outcomeOf("resolved", "reopen", endedAt + REOPEN_WITHIN_MS + 1)).toBe("!too-late");
  });
});

describe("an open alert", () => {
  it.each(OPEN)("is due in every phase: %s", (phase) => {
    expect(PHASES[phase].dueAt).toBeGreaterThan(RAISED_AT);
  });

  it("is not due any more once it has ended", () => {
    for (const life of Object.values(PHASES)) expect(life.dueAt === undefined).toBe(isEnded(life));
  });

  it("changes nothing of the life it is given", () => {
    const life = lifeAfter();
    const before = structuredClone(life);
    for (const command of Object.values(COMMANDS)) advance(life, command, after(2), RULES);
    expect(life).toEqual(before);
  });
});

describe("the ladder", () => {
  const climb = (life: AlertLife): AlertLife =>
    must(advance(life, COMMANDS.elapse, life.dueAt ?? Number.NaN, RULES));

  it("is climbed a rung at a time, each with its own wait", () => {
    const lives = [lifeAfter()];
    for (let rung = 1; rung < RULES.ladder.length; rung += 1) lives.push(climb(the(lives.at(-1))));
    expect(lives.map(({ rung }) => rung)).toEqual([0, 1, 2, 3]);
    expect(lives.map(({ askedAt, dueAt }) => ((dueAt ?? 0) - askedAt) / MS_PER_MINUTE)).toEqual(
      RULES.ladder.map(({ waitMinutes }) => waitMinutes.medium),
    );
  });

  it("asks its last rung again and again", () => {
    const top = [0, 1, 2, 3, 4].reduce(climb, lifeAfter());
    expect(top).toMatchObject({ rung: 3, phase: "raised" });
    expect(climb(top).askedAt).toBe(top.dueAt);
    expect(advance(top, COMMANDS.escalate, after(600), RULES)).toEqual({
      ok: false,
      why: "ladder-climbed",
    });
  });

  it.each([
    ["acknowledged", "not-in-hand"],
    ["in-hand", "no-outcome"],
    ["raised", "unanswered"],
  ] as const)("is climbed by one that is %s: %s", (phase, why) => {
    const life = PHASES[phase];
    const dueAt = life.dueAt ?? Number.NaN;
    expect(advance(life, COMMANDS.elapse, dueAt - 1, RULES).ok).toBe(false);
    expect(advance(life, COMMANDS.elapse, dueAt, RULES)).toMatchObject({
      ok: true,
      life: { phase: "raised", rung: 1, acknowledged: undefined, inHand: undefined },
      details: { why, from: 0, to: 1 },
    });
  });

  it("is no longer than the policy of today says", () => {
    const high = [0, 1, 2].reduce(climb, lifeAfter());
    const shorter = { ...RULES, ladder: RULES.ladder.slice(0, 2) };
    expect(must(advance(high, COMMANDS.worsen, after(90), shorter)).rung).toBe(1);
  });
});

describe("an answer", () => {
  it("gives whoever made it a time to get on with it", () => {
    expect(PHASES.acknowledged.dueAt).toBe(after(1 + RULES.inHandWithinMinutes.medium));
    expect(PHASES["in-hand"].dueAt).toBe(after(1 + RULES.outcomeWithinMinutes.medium));
  });

  it("by taking in hand is an acknowledgement too, unless another had made one", () => {
    expect(PHASES["in-hand"].acknowledged).toEqual({ at: after(1), by: ana });
    const taken = must(advance(PHASES.acknowledged, { type: "take", by: ben }, after(3), RULES));
    expect(taken.acknowledged).toEqual({ at: after(1), by: ana });
    expect(taken.inHand).toEqual({ at: after(3), by: ben });
  });

  it("is forgotten when the alert gets worse, at once", () => {
    const worse = must(advance(PHASES["in-hand"], COMMANDS.worsen, after(7), RULES));
    expect(worse).toMatchObject({ phase: "raised", priority: "high", askedAt: after(7) });
    expect(worse.acknowledged ?? worse.inHand).toBeUndefined();
    expect(worse.dueAt).toBe(after(7 + (RULES.ladder[0]?.waitMinutes.high ?? Number.NaN)));
  });

  it("stands when it gets better, with the time of the lower priority", () => {
    const better = must(advance(PHASES.acknowledged, COMMANDS.ease, after(7), RULES));
    expect(better).toMatchObject({ phase: "acknowledged", priority: "low" });
    expect(better.dueAt).toBe(after(1 + RULES.inHandWithinMinutes.low));
  });
});

describe("a snooze", () => {
  const snooze = (priority: AlertPriority, minutes: number) =>
    advance(
      beginLife(priority, RAISED_AT, RULES),
      { type: "snooze", minutes, reason: "procedure" },
      after(1),
      RULES,
    );

  it.each(["high", "medium", "low"] as const)("of priority %s has its limit", (priority) => {
    const limit = RULES.snoozeLimitMinutes[priority];
    expect(snooze(priority, limit)).toMatchObject({ life: { dueAt: after(1 + limit) } });
    expect(snooze(priority, limit + 1)).toEqual({ ok: false, why: "snooze-too-long" });
    expect(snooze(priority, 0)).toEqual({ ok: false, why: "snooze-too-long" });
  });

  it("is not to be had where the policy has none", () => {
    const none = { ...RULES, snoozeLimitMinutes: { high: 0, medium: 0, low: 0 } };
    expect(advance(lifeAfter(), COMMANDS.snooze, after(1), none)).toMatchObject({ ok: false });
  });

  it("is broken by worsening, and by nothing that is better", () => {
    expect(advance(PHASES.snoozed, COMMANDS.worsen, after(2), RULES)).toMatchObject({
      life: { phase: "raised", snooze: undefined, askedAt: after(2) },
    });
    expect(advance(PHASES.snoozed, COMMANDS.ease, after(2), RULES)).toMatchObject({
      life: { phase: "snoozed", dueAt: PHASES.snoozed.dueAt },
    });
  });

  it("ends by itself, and asks on the rung it had come to", () => {
    const dueAt = PHASES.snoozed.dueAt ?? Number.NaN;
    const ended = advance(PHASES.snoozed, COMMANDS.elapse, dueAt, RULES);
    expect(ended).toMatchObject({
      step: "snooze-ended",
      life: { phase: "raised", rung: 0, snooze: undefined, askedAt: dueAt },
    });
  });
});

it("an alert opened again asks anew, and nobody has answered it", () => {
  const resolved = must(advance(PHASES["in-hand"], COMMANDS.resolve, after(3), RULES));
  expect(advance(resolved, COMMANDS.reopen, after(4), RULES)).toMatchObject({
    step: "reopened",
    life: { phase: "raised", askedAt: after(4), inHand: undefined, endedAt: undefined },
  });
});

function the<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("there is none");
  return value;
}
