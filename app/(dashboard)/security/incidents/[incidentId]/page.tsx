import type { Metadata } from "next";
import { Suspense } from "react";
import type { LiveSession } from "#db/sessions";
import { can } from "#models/access/permission";
import { CONTAINMENT_KINDS, isInForce } from "#models/security/containment";
import type { Incident } from "#models/security/incident";
import { INCIDENT_KINDS } from "#models/security/incident-kind";
import { RUNBOOKS } from "#models/security/runbook";
import type { UserId } from "#models/shared/ids";
import { SeverityMark } from "@/_components/security/severity-mark";
import { Facts } from "@/_components/ui/facts";
import { ago } from "@/_lib/format-time";
import { hospitalTime } from "@/_lib/hospital-time";
import { Card, Section } from "../../_components/section";
import { SecurityLoading } from "../../_components/security-loading";
import { nameOf, sentence } from "../../_components/staff-names";
import { ContainmentPanel } from "./_components/containment-panel";
import { EvidenceTable } from "./_components/evidence-table";
import { IncidentTools } from "./_components/incident-tools";
import classes from "./_components/incident.module.css";
import { NotePad } from "./_components/note-pad";
import { RunbookChecklist } from "./_components/runbook-checklist";
import { Timeline } from "./_components/timeline";
import { evidenceRows } from "./evidence-rows";
import { readIncident, requireIncident } from "./read-incident";
import { STATUS_WORDS, stepWords, targetWords } from "./step-words";

type Props = Readonly<{ params: Promise<{ incidentId: string }> }>;

export const metadata: Metadata = { title: "Incident" };

export default async function IncidentPage({ params }: Props) {
  const { incident, session } = await requireIncident((await params).incidentId);
  return (
    <Suspense fallback={<SecurityLoading />}>
      <IncidentView incident={incident} session={session} />
    </Suspense>
  );
}

async function IncidentView({
  incident,
  session,
}: Readonly<{ incident: Incident; session: LiveSession }>) {
  const file = await readIncident(incident, session);
  const { timeline, words, done, containments, areExportsFrozen, names } = file;

  const now = new Date();
  const time = hospitalTime();
  const { incidentId, kind, evidence } = incident;
  const isClosed = incident.status === "closed";
  const mayManage = can(session.role, "incident:manage");
  const isReadOnly = isClosed || !mayManage;
  const runbook = RUNBOOKS[kind];
  const byAndAt = (userId: UserId, at: Date) => `${nameOf(names, userId)}, ${time.dayAndClock(at)}`;
  const involved = [...new Set([...evidence.actorIds, ...evidence.subjectIds])];

  return (
    <article aria-labelledby="incident">
      <header className={classes.head}>
        <div>
          <div className={classes.kicker}>
            <SeverityMark severity={incident.severity} />
            <span>Incident {incident.number}</span>
            <strong>{STATUS_WORDS[incident.status]}</strong>
            <span>
              opened {time.dayAndClock(incident.openedAt)} ({ago(incident.openedAt, now)})
            </span>
            <span>
              {incident.ownerUserId
                ? `owner ${nameOf(names, incident.ownerUserId)}`
                : "nobody owns it yet"}
            </span>
          </div>
          <h2 id="incident" className={classes.title}>
            {INCIDENT_KINDS[kind].title}
          </h2>
          <p className={classes.sentence}>{sentence(incident, names)}</p>
        </div>
        <IncidentTools
          incidentId={incidentId}
          isMine={incident.ownerUserId === session.userId}
          isClosed={isClosed}
          mayManage={mayManage}
          inForce={containments.filter(isInForce).length}
        />
      </header>
      <div className={classes.columns}>
        <div className={classes.column}>
          {words.report ? (
            <Card title="Report">
              <Facts
                facts={[
                  { term: "Finding", description: words.report.finding },
                  { term: "Cause", description: words.report.cause },
                  { term: "Measures", description: words.report.measures },
                  { term: "Closed by", description: byAndAt(words.report.userId, words.report.at) },
                ]}
              />
            </Card>
          ) : null}
          <Card title="What to do">
            <RunbookChecklist
              incidentId={incidentId}
              harmlessWhen={runbook.harmlessWhen}
              isReadOnly={isReadOnly}
              steps={runbook.steps.map(({ id, text }) => {
                const tick = done.find(({ stepId }) => stepId === id);
                return { id, text, done: tick && byAndAt(tick.doneBy, tick.doneAt) };
              })}
            />
          </Card>
          <Section title="Evidence">
            <EvidenceTable rows={evidenceRows(evidence, names)} />
            <p className={classes.quiet}>
              From {time.dayAndClock(evidence.firstAt)} to {time.dayAndClock(evidence.lastAt)}. The
              audit trail has each record in full.
            </p>
          </Section>
          <Card title="Notes">
            <NotePad
              incidentId={incidentId}
              isReadOnly={isReadOnly}
              notes={words.notes.map(({ incidentNoteId, text, userId, at }) => ({
                key: incidentNoteId,
                text,
                signature: byAndAt(userId, at),
              }))}
            />
          </Card>
        </div>
        <div className={classes.column}>
          <div className={classes.contain}>
            <Card title="Contain">
              <ContainmentPanel
                incidentId={incidentId}
                people={involved.map((userId) => ({ userId, name: nameOf(names, userId) }))}
                gateways={evidence.gateways}
                areExportsFrozen={areExportsFrozen}
                isClosed={isReadOnly}
                applied={containments.map((containment) => ({
                  containmentId: containment.containmentId,
                  kind: containment.kind,
                  words: `${CONTAINMENT_KINDS[containment.kind].title}${targetWords(containment, names)}`,
                  isInForce: isInForce(containment),
                }))}
              />
            </Card>
          </div>
          <Card title="Timeline">
            <Timeline
              askedAt={now}
              entries={timeline.map((entry) => ({
                key: entry.sequence,
                at: entry.at,
                what: stepWords(entry, file),
                who: entry.userId ? nameOf(names, entry.userId) : "The system",
              }))}
            />
          </Card>
        </div>
      </div>
    </article>
  );
}
