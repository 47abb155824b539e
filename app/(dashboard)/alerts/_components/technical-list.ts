import type { TechnicalAlarm } from "#models/alerts/technical-alarm";

/**
 * What is open and what is over, of what the database had and what the socket says is open now; undefined
 * until it has spoken. One that is open no more has ended, and nobody has told us when.
 */
export function splitTechnical(
  stored: readonly TechnicalAlarm[],
  live: readonly TechnicalAlarm[] | undefined,
): { open: readonly TechnicalAlarm[]; ended: readonly TechnicalAlarm[] } {
  const open = live ?? stored.filter(({ endedAt }) => endedAt === undefined);
  const isOpen = new Set(open.map(({ technicalAlarmId }) => technicalAlarmId));
  const ended = stored.filter(({ technicalAlarmId }) => !isOpen.has(technicalAlarmId));
  return {
    open: open.toSorted(inOrder),
    ended: ended.toSorted((a, b) => endOf(b) - endOf(a)),
  };
}

const endOf = ({ endedAt }: TechnicalAlarm): number => endedAt ?? Number.MAX_SAFE_INTEGER;

/** What concerns the whole unit first, then what nobody has seen, then the one that lasts longest. */
const inOrder = (a: TechnicalAlarm, b: TechnicalAlarm): number =>
  Number(a.bed !== undefined) - Number(b.bed !== undefined) ||
  Number(a.seenAt !== undefined) - Number(b.seenAt !== undefined) ||
  a.begunAt - b.begunAt;
