import type { Incident } from "#models/security/incident";
import { sentenceOf } from "#models/security/incident-sentence";
import type { UserId } from "#models/shared/ids";

export type StaffNames = ReadonlyMap<UserId, string>;

export const nameOf = (names: StaffNames, userId: UserId): string =>
  names.get(userId) ?? `Account ${userId.slice(0, 8)}, which is gone`;

export const sentence = ({ kind, evidence }: Incident, names: StaffNames): string =>
  sentenceOf(kind, evidence, {
    actors: evidence.actorIds.map((userId) => nameOf(names, userId)),
    subjects: evidence.subjectIds.map((userId) => nameOf(names, userId)),
  });
