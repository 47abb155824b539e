import { Paper, Text, Title } from "@mantine/core";
import { IconCheck, IconPointFilled } from "@tabler/icons-react";
import type { Metadata } from "next";
import { unitsById } from "#db/units";
import { can, type Permission } from "#models/access/permission";
import { PERMISSION_TITLES } from "#models/access/permission-title";
import { type Role, ROLES } from "#models/access/role";
import { Facts } from "@/_components/ui/facts";
import { requireSession } from "@/_lib/access";
import { asActor } from "@/_lib/db";
import { hospitalTime } from "@/_lib/hospital-time";
import { SystemReadiness } from "./_components/system-readiness";
import classes from "./page.module.css";

export const metadata: Metadata = { title: "Home" };

const PERMISSIONS = Object.entries(PERMISSION_TITLES) as [Permission, string][];

/** For the roles whose workplace is this page. */
const LEADS: Readonly<Partial<Record<Role, string>>> = {
  administrator: "Here you see whether the hospital's control tower is working.",
  scheduler: "Here you see whether the wards you plan for are connected.",
};

const WHO_SEES_WHAT = [
  "Charge nurses and nurses watch the patients of their own units and answer alerts.",
  "System administrators manage accounts, units, sessions and held messages, and see no patient.",
  "Security officers read the audit trail, answer incidents and review emergency access.",
  "Administrators plan beds and capacity over all units, and see no patient's name.",
  "Schedulers plan rosters by what the forecasts say each shift needs, and see no patient.",
];

export default async function WelcomePage() {
  const session = await requireSession();
  const units = await asActor(session, (db) => unitsById(db, session.unitIds));
  const role = ROLES[session.role];
  const granted = PERMISSIONS.filter(([permission]) => can(session.role, permission));

  return (
    <div className={classes.page}>
      <Title order={1}>Welcome, {session.name}</Title>
      {granted.length === 0 ? (
        <Text mt={8} c="dimmed" maw="62ch">
          {LEADS[session.role]} Patients are shown only to those who care for them.
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
            {granted.length > 0 ? "What you may do" : "Who sees what"}
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
            <>
              <ul className={classes.rights}>
                {WHO_SEES_WHAT.map((line) => (
                  <li key={line}>
                    <IconPointFilled size={12} aria-hidden="true" />
                    {line}
                  </li>
                ))}
              </ul>
              <Text c="dimmed" size="sm" mt="sm">
                If your work needs another role, ask a system administrator.
              </Text>
            </>
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
