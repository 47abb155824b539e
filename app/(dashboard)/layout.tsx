import Link from "next/link";
import type { ReactNode } from "react";
import { alertPoliciesInForce } from "#db/alert-policies";
import { runningEmergencyAccesses, unseenEmergencyNotices } from "#db/emergency-accesses";
import type { Queryable } from "#db/pool";
import type { LiveSession } from "#db/sessions";
import { unitsById } from "#db/units";
import { noticesOf } from "#models/access/emergency-access";
import { can } from "#models/access/permission";
import { ROLES } from "#models/access/role";
import { toWire } from "#models/realtime/wire";
import type { UnitId } from "#models/shared/ids";
import { type AlertRules, alertRulesOf } from "@/_components/alerts/alert-rules";
import {
  EmergencyNotices,
  EmergencyToasts,
} from "@/_components/emergency-access/emergency-notices";
import { RunningBanner } from "@/_components/emergency-access/running-banner";
import { EscalationHerald } from "@/_components/escalation/escalation-herald";
import { StepUpProvider } from "@/_components/second-factor/step-up-provider";
import { AlertIndicator } from "@/_components/live/alert-indicator";
import { NoticeHerald } from "@/_components/notices/notice-herald";
import { SoundButton } from "@/_components/alerts/sound-button";
import { LiveFrame } from "@/_components/live/live-frame";
import { IncidentIndicator } from "@/_components/security/incident-indicator";
import { ColorSchemeSwitch } from "@/_components/ui/color-scheme-switch";
import { MainNavigation } from "@/_components/ui/main-navigation";
import { navigationFor } from "@/_components/ui/navigation";
import { SessionGuard } from "@/_components/ui/session-guard";
import { UserMenu } from "@/_components/ui/user-menu";
import { Wordmark } from "@/_components/ui/wordmark";
import { requireSession } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import classes from "./layout.module.css";

/** The frame of every page behind the sign-in. It decides nothing: each page checks its own permission. */
export default async function DashboardLayout({ children }: Readonly<{ children: ReactNode }>) {
  const askedAt = new Date().getTime();
  const session = await requireSession();
  const { units, rules } = await asActor(session, async (db) => ({
    units: await unitsById(db, session.unitIds),
    rules: can(session.role, "alert:read") ? await rulesOfUnits(db, session.unitIds) : [],
  }));
  const role = ROLES[session.role];
  const now = new Date().getTime();
  const watchesUnits = can(session.role, "unit:watch");
  const hearsOfAccess = watchesUnits || noticesOf(session.role) !== "none";
  const isLive = hearsOfAccess || can(session.role, "capacity:read");

  const frame = (
    <div className={classes.frame}>
      <header className={classes.header}>
        <a href="#main" className={classes.skip}>
          Skip to content
        </a>
        <Link href={role.home} className={classes.brand} aria-label="Wardcast, home">
          <Wordmark />
        </Link>
        <MainNavigation items={navigationFor(session.role)} />
        <div className={classes.tools}>
          {watchesUnits && <AlertIndicator />}
          {watchesUnits && <SoundButton />}
          {can(session.role, "incident:read") && <IncidentIndicator askedAt={askedAt} />}
          <ColorSchemeSwitch />
          <UserMenu
            name={session.name}
            email={session.email}
            roleTitle={role.title}
            unitNames={units.map(({ name }) => name)}
            setsUpWalls={can(session.role, "wall:manage")}
          />
        </div>
      </header>
      {hearsOfAccess && <EmergencyStrip session={session} />}
      <main id="main" tabIndex={-1} className={classes.main}>
        <StepUpProvider>{children}</StepUpProvider>
      </main>
      <footer className={classes.footer}>
        Not for clinical use: demonstration and evaluation only.
      </footer>
      <SessionGuard
        idleInMs={session.idleAt.getTime() - now}
        expiresInMs={session.expiresAt.getTime() - now}
      />
    </div>
  );

  if (!isLive) return frame;
  return (
    <LiveFrame
      units={units.map(({ unitId, code, name }) => ({ unitId, code, name }))}
      renderedAt={now}
      alerts={
        watchesUnits ? { mayAnswer: can(session.role, "alert:acknowledge"), rules } : undefined
      }
    >
      {frame}
      {can(session.role, "own-shifts:read") && <NoticeHerald />}
      {can(session.role, "capacity:read") && (
        <EscalationHerald
          showsNotice={can(session.role, "bed:manage") || can(session.role, "bed:coordinate")}
        />
      )}
    </LiveFrame>
  );
}

async function rulesOfUnits(db: Queryable, unitIds: readonly UnitId[]): Promise<AlertRules[]> {
  const policies = await alertPoliciesInForce(db, unitIds);
  return policies.map(({ unitId, policy }) => alertRulesOf(unitId, policy));
}

/** The patients of other units that are open to this person, and whom others have opened in theirs. */
async function EmergencyStrip({ session }: Readonly<{ session: LiveSession }>) {
  const { running, notices } = await asActor(session, async (db) => ({
    running: can(session.role, "emergency-access:begin") ? await runningEmergencyAccesses(db) : [],
    notices: noticesOf(session.role) === "none" ? [] : await unseenEmergencyNotices(db),
  }));
  const own = running.filter(({ sessionId }) => sessionId === session.sessionId);

  return (
    <>
      <RunningBanner
        userName={session.name}
        accesses={own.map(({ emergencyAccessId, encounterId, unitName, bedLabel, expiresAt }) => ({
          emergencyAccessId,
          encounterId,
          unitName,
          bedLabel,
          expiresAt: expiresAt.getTime(),
        }))}
      />
      <EmergencyNotices
        notices={notices.map(toWire)}
        reviewHref={
          can(session.role, "emergency-access:review") ? "/security/emergency-access" : undefined
        }
      />
      <EmergencyToasts userId={session.userId} />
    </>
  );
}
