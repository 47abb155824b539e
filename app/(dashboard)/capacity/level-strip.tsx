import Link from "next/link";
import { escalationNow } from "#db/escalation";
import { can } from "#models/access/permission";
import { MS_PER_MINUTE } from "#models/shared/time-range";
import { LevelMark } from "@/_components/escalation/level-mark";
import { requireSession } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { ElsewhereThan } from "./elsewhere-than";
import classes from "./level-strip.module.css";

/** It is looked at each minute: twice missed is chance, more is an outage. */
const STALE_AFTER_MS = 3 * MS_PER_MINUTE;

const isStale = (lookedAt: Date): boolean => Date.now() - lookedAt.getTime() > STALE_AFTER_MS;

/** The escalation level over each page about capacity but its own; nothing for somebody whom the page itself refuses. */
export async function LevelStrip() {
  const session = await requireSession();
  if (!can(session.role, "capacity:read")) return null;
  const present = await asActor(session, escalationNow);
  return (
    <ElsewhereThan path="/capacity/escalation">
      <p className={classes.strip}>
        <Link href="/capacity/escalation" className={classes.link}>
          Escalation
        </Link>
        {present ? (
          <>
            <LevelMark level={present.level} isAtLeast={present.isAtLeast} />
            <span className={classes.since}>
              since {hospitalTime().dayAndClock(present.beganAt)}
              {isStale(present.lookedAt) &&
                `; last looked at ${hospitalTime().dayAndClock(present.lookedAt)}`}
            </span>
          </>
        ) : (
          <span className={classes.since}>not known yet</span>
        )}
      </p>
    </ElsewhereThan>
  );
}
