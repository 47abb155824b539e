/** The tables of these pages that leave as files, and what each is called. */
export const ESCALATION_TABLES = {
  parameters: "Parameters",
  outlook: "Next 72 hours",
  history: "History",
  rules: "Versions of the rules",
} as const;
export type EscalationTable = keyof typeof ESCALATION_TABLES;

export const isEscalationTable = (name: string): name is EscalationTable =>
  Object.hasOwn(ESCALATION_TABLES, name);

export const escalationFileHref = (table: EscalationTable): string =>
  `/capacity/escalation/export/${table}`;

/** As many as the page shows and the file has. */
export const PAST_LEVELS = 30;
