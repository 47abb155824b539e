import { expect, it } from "vitest";
import { evidenceAt } from "./evidence";
import { INCIDENT_KINDS, IncidentKind } from "./incident-kind";
import { sentenceOf } from "./incident-sentence";
import { RUNBOOKS } from "./runbook";
import { address, person, seconds } from "./testing-events";

const KINDS = Object.keys(INCIDENT_KINDS).map((kind) => IncidentKind.parse(kind));

it.each(KINDS)("%s has steps that can be told apart", (kind) => {
  const ids = RUNBOOKS[kind].steps.map(({ id }) => id);
  expect(ids.length).toBeGreaterThanOrEqual(3);
  expect(new Set(ids).size).toBe(ids.length);
});

it.each(KINDS)("%s is told in one sentence, whatever is known of it", (kind) => {
  const bare = evidenceAt(seconds(0));
  const rich = evidenceAt(seconds(0), {
    distinct: 12,
    actorIds: [person(1)],
    addresses: [address(1), address(2)],
    gateways: ["ICU gateway"],
    files: ["key session-secret"],
  });
  for (const evidence of [bare, rich])
    for (const actors of [[], ["Amara Lindqvist"]])
      expect(sentenceOf(kind, evidence, { actors, subjects: [] })).toMatch(/^[A-Zk].*\.$/);
});
