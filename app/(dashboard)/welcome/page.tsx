import { Paper, Text, Title } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { Metadata } from "next";
import { unitsById } from "#db/units";
import { can, type Permission } from "#models/access/permission";
import { PERMISSION_TITLES } from "#models/access/permission-title";
import { ROLES } from "#models/access/role";
import { Facts } from "@/_components/ui/facts";
import { requireSession } from "@/_lib/access";
import { database } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { SystemReadiness } from "./_components/system-readiness";
import classes from "./page.module.css";

export const metadata: Metadata = { title: "Home" };

const PERMISSIONS = Object.entries(PERMISSION_TITLES) as [Permission, string][];

export default async function WelcomePage() {
  const session = await requireSession();
  const units = await unitsById(database(), session.unitIds);
  const role = ROLES[session.role];
  const granted = PERMISSIONS.filter(([permission]) => can(session.role, permission));

  return (
    <div className={classes.page}>
      <Title order={1}>Welcome, {session.name}</Title>
      {granted.length === 0 ? (
        <Text mt={8} c="dimmed" maw="62ch">
          Your account works. This version of Wardcast has no workplace for the role of{" "}
          {role.title.toLowerCase()} yet; patients are shown only to those who care for them.
        </Text>
      ) : null}
      <div className={classes.cards}>
        <Paper withBorder p="lg" component="section" aria-labelledby="account">
          <Title order={2} size="h4" id="account" mb="xs">
            Your account
          </Title>
          <Facts
            facts={[
              { term: "Email", description: session.email },
              { term: "Role", description: role.title },
              {
                term: "Units",
                description: units.length > 0 ? units.map(({ name }) => name).join(", ") : "None",
              },
              {
                term: "Signed in until",
                description: hospitalTime().dayAndClock(session.expiresAt),
              },
            ]}
          />
        </Paper>
        <Paper withBorder p="lg" component="section" aria-labelledby="rights">
          <Title order={2} size="h4" id="rights" mb="xs">
            What you may do
          </Title>
          {granted.length > 0 ? (
            <ul className={classes.rights}>
              {granted.map(([permission, title]) => (
                <li key={permission}>
                  <IconCheck size={16} aria-hidden="true" />
                  {title}
                </li>
              ))}
            </ul>
          ) : (
            <Text c="dimmed">
              Nothing yet. A system administrator can give you another role if your work needs one.
            </Text>
          )}
        </Paper>
        <Paper withBorder p="lg" component="section" aria-labelledby="system">
          <Title order={2} size="h4" id="system" mb="xs">
            System
          </Title>
          <SystemReadiness />
        </Paper>
      </div>
    </div>
  );
}
