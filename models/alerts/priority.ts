import type { AlertPriority } from "./alert";

const RANK: Readonly<Record<AlertPriority, number>> = { low: 1, medium: 2, high: 3 };
const rank = (priority: AlertPriority | undefined): number => (priority ? RANK[priority] : 0);

/** Whether the second priority asks for more than the first; none asks for nothing. */
export const isWorse = (
  before: AlertPriority | undefined,
  after: AlertPriority | undefined,
): boolean => rank(after) > rank(before);

/** The worst first. */
export const worstFirst = (a: AlertPriority, b: AlertPriority): number => rank(b) - rank(a);

export const worseOf = (
  a: AlertPriority | undefined,
  b: AlertPriority | undefined,
): AlertPriority | undefined => (isWorse(a, b) ? b : a);
