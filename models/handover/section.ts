import { z } from "zod";

/** SBAR: what every handover says, in this order. */
export const HANDOVER_SECTIONS = [
  "situation",
  "background",
  "assessment",
  "recommendation",
] as const;
export const HandoverSection = z.enum(HANDOVER_SECTIONS);
export type HandoverSection = z.infer<typeof HandoverSection>;

export const SECTION_TITLES: Readonly<Record<HandoverSection, string>> = {
  situation: "Situation",
  background: "Background",
  assessment: "Assessment",
  recommendation: "Recommendation",
};

/** A page of paper; nobody reads more at a bedside. */
export const LONGEST_SECTION = 4_000;
export const SectionText = z
  .string()
  .max(LONGEST_SECTION, `Not more than ${LONGEST_SECTION} characters.`)
  // Of what a keyboard cannot type nothing can be seen on paper.
  .refine(
    (text) => !/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text),
    "It holds control characters.",
  );
