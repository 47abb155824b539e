import type { HospitalFluBasis } from "#models/hospital-flu/hospital-flu-forecast";

const PERCENT = new Intl.NumberFormat("en-GB", { style: "percent", maximumFractionDigits: 2 });

/** 90 of 100 cases of a share of that mean and coefficient of variation, as if normal. */
const NINETY = 1.645;

/** What the forecast rests on, for somebody who is to plan by it. */
export function basisWords(basis: HospitalFluBasis, day: (date: string) => string): string {
  if (basis.kind === "own-past") return `${OWN_PAST} ${REASONS[basis.because]}`;
  const { region, share, reportedUntil } = basis;
  const low = Math.max(0, share.mean * (1 - NINETY * share.cv));
  const high = share.mean * (1 + NINETY * share.cv);
  return (
    `By what ${region} has reported until the week to ${day(reportedUntil)}, and this hospital’s share of it: ` +
    `${PERCENT.format(share.mean)} (90 %: ${PERCENT.format(low)} to ${PERCENT.format(high)}), ` +
    `learnt from ${share.weeks} weeks.`
  );
}

const OWN_PAST =
  "By this hospital’s own past alone: the level of now, going on as past seasons went on from here.";

const REASONS: Readonly<
  Record<Extract<HospitalFluBasis, { kind: "own-past" }>["because"], string>
> = {
  "not-configured":
    "No regional data are set up; with them the forecast would follow the wave in the region (FLU_DATA and FLU_REGION, see the operator’s guide).",
  unreadable: "The regional data could not be read.",
  stale:
    "The newest regional report is too old to forecast from: whatever keeps FLU_DATA current may have stopped.",
  "share-unknown":
    "Too few weeks of flu were counted both here and in the region to know this hospital’s share.",
};
