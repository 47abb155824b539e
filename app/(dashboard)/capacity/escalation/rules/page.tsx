import type { Metadata } from "next";
import { escalationRulesInForce, escalationRulesVersions } from "#db/escalation-rules";
import { can } from "#models/access/permission";
import { LinkButton } from "@/_components/ui/link-button";
import { requirePermission } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { FileButton } from "../../_components/file-button";
import { RedrawOnForecast } from "../../_components/redraw-on-forecast";
import { RulesEditor } from "./_components/rules-editor";
import { RulesReading } from "./_components/rules-reading";
import { PageHead } from "../../_components/page-head";
import { escalationFileHref } from "../escalation-tables";

export const metadata: Metadata = { title: "Escalation rules" };

export default async function EscalationRulesPage() {
  const session = await requirePermission("capacity:read");
  const { inForce, versions } = await asActor(session, async (db) => ({
    inForce: await escalationRulesInForce(db),
    versions: await escalationRulesVersions(db),
  }));
  return (
    <>
      <PageHead title="Escalation rules">
        {can(session.role, "capacity:export") && <FileButton href={escalationFileHref("rules")} />}
        <LinkButton href="/capacity/escalation" variant="default" size="compact-md">
          The level now
        </LinkButton>
      </PageHead>
      <RedrawOnForecast />
      {can(session.role, "escalation:manage") ? (
        <RulesEditor inForce={inForce} versions={versions} userName={session.name} />
      ) : (
        <RulesReading rules={inForce.rules} />
      )}
    </>
  );
}
