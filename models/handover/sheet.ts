import type { EncounterId } from "../shared/ids";
import { HANDOVER_SECTIONS, type HandoverSection } from "./section";

/** A section as it stands: the system's words, or those of whoever changed them. */
export interface SheetSection {
  section: HandoverSection;
  /** Null when somebody wrote it and it cannot be opened. */
  text: string | null;
  /** The system's words; undefined where there are none any more. */
  draft: string | undefined;
  /** Somebody's own words stand in place of the system's. */
  isWorded: boolean;
  /** 0 while nobody has touched it. */
  version: number;
  changed: { by: string; at: Date } | undefined;
}

export type Drafts = Readonly<Record<HandoverSection, string>>;

/** What is stored of one section. */
export interface StoredSection {
  encounterId: EncounterId;
  section: HandoverSection;
  /** Undefined: the system's words were taken again. */
  text: string | null | undefined;
  isDrafted: boolean;
  version: number;
  changedBy: string;
  changedAt: Date;
}

/** One patient's four sections: what is stored, and the system's words where nothing is. */
export const sectionsOf = (
  drafts: Drafts | undefined,
  stored: readonly StoredSection[],
): SheetSection[] =>
  HANDOVER_SECTIONS.map((section) => {
    const draft = drafts?.[section];
    const found = stored.find((each) => each.section === section);
    if (!found)
      return { section, text: draft ?? "", draft, isWorded: false, version: 0, changed: undefined };

    const { text, isDrafted, version, changedBy, changedAt } = found;
    return {
      section,
      text: text === undefined ? (draft ?? "") : text,
      draft,
      isWorded: text !== undefined && !isDrafted,
      version,
      changed: { by: changedBy, at: changedAt },
    };
  });
