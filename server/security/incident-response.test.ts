import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { CONTAINMENT_KINDS } from "#models/security/containment";
import { INCIDENT_KINDS, IncidentKind } from "#models/security/incident-kind";
import { RUNBOOKS } from "#models/security/runbook";

const PLAN = readFileSync(
  new URL("../../docs/security/incident-response.md", import.meta.url),
  "utf8",
);
const partOf = (title: string) => PLAN.split("\n### ").find((part) => part.startsWith(title)) ?? "";

it.each(Object.entries(INCIDENT_KINDS))(
  "the plan says of %s what the page says",
  (name, { title, severity }) => {
    const part = partOf(`${title} (${severity})`);
    const { harmlessWhen, steps } = RUNBOOKS[IncidentKind.parse(name)];
    expect(part).toContain(`Harmless when ${harmlessWhen}`);
    expect(part.match(/^\d+\. .*$/gm)).toEqual(
      steps.map(({ text }, index) => `${index + 1}. ${text}`),
    );
  },
);

it.each(Object.values(CONTAINMENT_KINDS))("the plan explains: $title", ({ title }) => {
  expect(PLAN).toContain(`| ${title} `);
});
