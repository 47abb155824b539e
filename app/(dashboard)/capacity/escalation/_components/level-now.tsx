import type { EscalationNow } from "#db/escalation";
import type { EscalationRules } from "#models/escalation/escalation-rules";
import { meaningInWords, missingInWords } from "#models/escalation/level-certainty";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import { LevelMark } from "@/_components/escalation/level-mark";
import { StatusLabel } from "@/_components/ui/status-label";
import { ago, duration } from "@/_lib/format-time";
import { hospitalTime } from "@/_lib/hospital-time";
import classes from "./level-now.module.css";

/** It is looked at each minute: twice missed is chance, more is an outage. */
const STALE_AFTER_MS = 3 * MS_PER_MINUTE;

interface Props {
  present: EscalationNow;
  rules: EscalationRules;
  now: Date;
}

/** The level that counts, since when, how sure it is and what it waits for. */
export function LevelNow({ present, rules, now }: Readonly<Props>) {
  const { level, isAtLeast, beganAt, lookedAt, finding } = present;
  const isStale = now.getTime() - lookedAt.getTime() > STALE_AFTER_MS;
  const notes = [missingInWords(present), fallNote(present, rules)].filter(
    (note) => note !== undefined,
  );
  return (
    <section
      aria-label="The level now"
      className={classes.card}
      data-level={level}
      data-at-least={isAtLeast || undefined}
    >
      <p className={classes.line}>
        <LevelMark level={level} isAtLeast={isAtLeast} size="large" />
        <span className={classes.since}>
          since {hospitalTime().dayAndClock(beganAt)}, for{" "}
          {duration((now.getTime() - beganAt.getTime()) / 1_000)}
        </span>
      </p>
      <p className={classes.meaning}>{meaningInWords(present)}</p>
      <p className={classes.sum}>
        {pointsInWords(finding)}. Level 2 takes {rules.pointsFor[2]}, level 3 takes{" "}
        {rules.pointsFor[3]}, level 4 takes {rules.pointsFor[4]}.
      </p>
      {notes.map((note) => (
        <p key={note} className={classes.note}>
          {note}
        </p>
      ))}
      {isStale ? (
        <StatusLabel tone="failed">
          Last looked at {ago(lookedAt, now)}: it may be another by now.
        </StatusLabel>
      ) : (
        <p className={classes.looked}>Looked at {ago(lookedAt, now)}</p>
      )}
    </section>
  );
}

/** A sum of what is known is no more than the least that it can be. */
function pointsInWords({ points, parameters }: EscalationNow["finding"]): string {
  const most = parameters.reduce((sum, { mostPoints }) => sum + mostPoints, 0);
  if (most > points) return `${points} to ${most} points, by what is not known`;
  return `${points} ${points === 1 ? "point" : "points"}`;
}

/** Why the level stands though what is known now would make a lower one. */
function fallNote({ level, course, finding }: EscalationNow, rules: EscalationRules) {
  if (finding.level >= level) return undefined;
  if (!course.lower)
    return `What is known now would be level ${finding.level}, but not by the margin of ${rules.fallMargin}, or what raised the level is no longer known: it stays.`;
  const fallsAt = course.lower.since + rules.fallAfterMinutes * MS_PER_MINUTE;
  return `Lower since ${hospitalTime().clock(course.lower.since)}. It falls to level ${course.lower.highest} at ${hospitalTime().clock(fallsAt)} if it stays so.`;
}
