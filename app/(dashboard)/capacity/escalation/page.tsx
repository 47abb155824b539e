import type { Metadata } from "next";
import { Suspense } from "react";
import {
  doneEscalationActions,
  escalationHistory,
  escalationNow,
  newestEscalationOutlook,
} from "#db/escalation";
import { escalationRulesInForce } from "#db/escalation-rules";
import type { LiveSession } from "#db/sessions";
import { can } from "#models/access/permission";
import { LinkButton } from "@/_components/ui/link-button";
import { PrintButton } from "@/_components/ui/print-button";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { EmptyNotice } from "../_components/empty-notice";
import { RedrawOnForecast } from "../_components/redraw-on-forecast";
import { ActionCardList } from "./_components/action-card-list";
import { EscalationLoading } from "./_components/escalation-loading";
import { LevelHistory } from "./_components/level-history";
import { LevelNow } from "./_components/level-now";
import { MinuteRefresh } from "./_components/minute-refresh";
import { OutlookTable } from "./_components/outlook-table";
import { ParameterTable } from "./_components/parameter-table";
import { FileLink } from "../_components/file-link";
import { PageHead } from "../_components/page-head";
import {
  ESCALATION_TABLES,
  escalationFileHref,
  type EscalationTable,
  PAST_LEVELS,
} from "./escalation-tables";

export const metadata: Metadata = { title: "Escalation" };

export default async function EscalationPage() {
  const session = await requirePermission("capacity:read");
  return (
    <>
      <PageHead title="Escalation">
        <LinkButton href="/capacity/escalation/rules" variant="default" size="compact-md">
          {can(session.role, "escalation:manage")
            ? "Change rules and actions"
            : "Rules and actions"}
        </LinkButton>
        <PrintButton />
      </PageHead>
      {/* First, for it says when what follows is old. */}
      <RedrawOnForecast />
      <MinuteRefresh />
      {/* Not a loading.tsx: that would send its status of 200 before the check above could refuse. */}
      <Suspense fallback={<EscalationLoading />}>
        <Escalation session={session} />
      </Suspense>
    </>
  );
}

async function Escalation({ session }: Readonly<{ session: LiveSession }>) {
  const now = new Date();
  const { present, inForce, outlook, past, done } = await asActor(session, async (db) => {
    const present = await escalationNow(db);
    return {
      present,
      inForce: await escalationRulesInForce(db),
      outlook: await newestEscalationOutlook(db),
      past: await escalationHistory(db, PAST_LEVELS),
      done: present ? await doneEscalationActions(db, present.escalationLevelId) : [],
    };
  });
  if (!present)
    return (
      <EmptyNotice>
        The level has not been looked at yet: it is within a minute of the server’s start.
      </EmptyNotice>
    );

  const fileOf = (table: EscalationTable) =>
    can(session.role, "capacity:export") && (
      <FileLink href={escalationFileHref(table)} title={ESCALATION_TABLES[table]} />
    );
  return (
    <>
      <LevelNow present={present} rules={inForce.rules} now={now} />
      <ActionCardList
        key={present.escalationLevelId}
        escalationLevelId={present.escalationLevelId}
        level={present.level}
        card={inForce.rules.cards[present.level]}
        done={done}
      />
      <ParameterTable present={present} rules={inForce.rules} aside={fileOf("parameters")} />
      <OutlookTable stored={outlook} inForce={inForce} now={now} aside={fileOf("outlook")} />
      <LevelHistory past={past} now={now} aside={fileOf("history")} />
    </>
  );
}
