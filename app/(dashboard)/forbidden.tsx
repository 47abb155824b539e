import { Group, Text } from "@mantine/core";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { lastEmergencyAccessEnd } from "#db/emergency-accesses";
import type { LiveSession } from "#db/sessions";
import { unitsById } from "#db/units";
import { can } from "#models/access/permission";
import { ROLES } from "#models/access/role";
import { EncounterId } from "#models/shared/ids";
import { Facts } from "@/_components/ui/facts";
import { LinkButton } from "@/_components/ui/link-button";
import { NoticePage } from "@/_components/ui/notice-page";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { REQUEST_PATH_HEADER } from "@/_lib/request-headers";
import { currentSession } from "@/_lib/session";

export const metadata: Metadata = { title: "No access" };

/** 403: what was asked for, with which rights, and who can change that. */
export default async function Forbidden() {
  const session = await currentSession();
  const path = (await headers()).get(REQUEST_PATH_HEADER)?.split("?")[0];
  const units = session ? await asActor(session, (db) => unitsById(db, session.unitIds)) : [];

  const encounterId = offered(session, path);
  const endedAt =
    session && encounterId
      ? await asActor(session, (db) => lastEmergencyAccessEnd(db, encounterId))
      : undefined;

  return (
    <NoticePage
      code="403"
      title={endedAt ? "Emergency access has ended" : "Your account cannot open this page"}
    >
      {endedAt && (
        <Text>
          Your emergency access to this patient ended at {hospitalTime().dayAndClock(endedAt)}.
          Nothing of the patient is shown any more.
        </Text>
      )}
      <Text>
        It belongs to another role or another unit. If your work needs it, ask a system
        administrator to change your role or your units; the change takes effect at once.
      </Text>
      {session ? (
        <Facts
          facts={[
            ...(path ? [{ term: "Asked for", description: path }] : []),
            { term: "Signed in as", description: `${session.name} (${session.email})` },
            { term: "Role", description: ROLES[session.role].title },
            {
              term: "Units",
              description: units.length > 0 ? units.map(({ name }) => name).join(", ") : "None",
            },
          ]}
        />
      ) : null}
      {encounterId && (
        <Text>
          If you must see this patient now, ask for emergency access: with a reason, for an hour at
          most. The charge nurses of the unit are told at once, and it is reviewed afterwards.
        </Text>
      )}
      <Group>
        {encounterId && (
          <LinkButton href={`/emergency-access?encounter=${encounterId}`}>
            Emergency access
          </LinkButton>
        )}
        <LinkButton href="/" {...(encounterId && { variant: "default" })}>
          Go to your start page
        </LinkButton>
      </Group>
    </NoticePage>
  );
}

/** The patient whose page was refused, when this person may open one in an emergency. */
function offered(session: LiveSession | undefined, path: string | undefined) {
  if (!session || !can(session.role, "emergency-access:begin")) return undefined;
  return EncounterId.safeParse(/^\/patients\/([^/]+)$/.exec(path ?? "")?.[1]).data;
}
