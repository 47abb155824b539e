import type { LiveRisk } from "#models/realtime/board";

export interface ContributionView {
  label: string;
  direction: "raises" | "lowers";
  /** Of the largest one, 0 to 1. */
  share: number;
}

/** The contributions by size; their sizes are only comparable with each other, so no number is shown. */
export function viewContributions(
  contributions: LiveRisk["contributions"],
): readonly ContributionView[] {
  const largest = Math.max(...contributions.map(({ logit }) => Math.abs(logit)), Number.EPSILON);
  return contributions
    .filter(({ logit }) => logit !== 0)
    .toSorted((a, b) => Math.abs(b.logit) - Math.abs(a.logit))
    .map(({ label, logit }) => ({
      label,
      direction: logit > 0 ? "raises" : "lowers",
      share: Math.abs(logit) / largest,
    }));
}
