import { Text } from "@mantine/core";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { unitsById } from "#db/units";
import { ROLES } from "#models/access/role";
import { Facts } from "@/_components/ui/facts";
import { LinkButton } from "@/_components/ui/link-button";
import { NoticePage } from "@/_components/ui/notice-page";
import { asActor } from "@/_lib/db";
import { REQUEST_PATH_HEADER } from "@/_lib/request-headers";
import { currentSession } from "@/_lib/session";

export const metadata: Metadata = { title: "No access" };

/** 403: what was asked for, with which rights, and who can change that. */
export default async function Forbidden() {
  const session = await currentSession();
  const path = (await headers()).get(REQUEST_PATH_HEADER)?.split("?")[0];
  const units = session ? await asActor(session, (db) => unitsById(db, session.unitIds)) : [];

  return (
    <NoticePage code="403" title="Your account cannot open this page">
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
      <LinkButton href="/">Go to your start page</LinkButton>
    </NoticePage>
  );
}
