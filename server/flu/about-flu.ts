import type { FluCard } from "#models/flu/flu-card";

/** What the card says in words, whatever the figures. */
export const ABOUT_FLU = {
  name: "flu",
  predicts:
    "Weekly admissions with confirmed influenza of each state of the United States, the District of Columbia, Puerto Rico and the nation: the week that ends at the reference date and the three after it, at the 23 quantiles of the CDC FluSight hub.",
  intendedUse:
    "Research and demonstration: the region's flu season behind a hospital's bed forecast. Not for clinical use, not the only ground for opening or closing beds.",
  source:
    "CDC FluSight hub, weekly confirmed influenza admissions as published at the time; CDC ILINet, outpatient influenza-like illness by state and nation, through reichlab/flusion",
  citation:
    "cdcepi/FluSight-forecast-hub; Ray et al., Flusion: integrating multiple data sources for accurate influenza predictions, Epidemics 2025",
  licence: "MIT",
  limits: [
    "Settings were chosen on the seasons 2023-24 and 2024-25, so the figures on these two are somewhat too good.",
    "The weeks after a season's first peak are the weakest: the networks know the calendar, and a second wave follows none.",
    "First reports are too low by 3 % in one season and 13 % in another. How much is learnt from the last vintages; at the start of a season, when there are none, the newest weeks are taken as they are.",
    "The nation is forecast as if it were the largest state; it is not among the places that were scored.",
    "A place that has not reported for five weeks is forecast by the nation's rate, and said to be.",
  ],
} as const satisfies Pick<FluCard, "name" | "predicts" | "intendedUse"> & {
  limits: readonly string[];
} & Record<"source" | "citation" | "licence", string>;
