/** How ages are grouped in every report, in years; `short` where the column says years already. */
const AGE_BANDS = [
  { short: "44 and under", full: "44 years and under", below: 45 },
  { short: "45 to 64", full: "45 to 64 years", below: 65 },
  { short: "65 to 79", full: "65 to 79 years", below: 80 },
  { short: "80 and over", full: "80 years and over", below: Infinity },
] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

export const ageBandOf = (age: number | undefined): AgeBand | undefined =>
  AGE_BANDS.find(({ below }) => age !== undefined && age < below);

/** The groups in the order of their names, each with its members; none is empty. */
export function groupBy<Member>(
  members: readonly Member[],
  nameOf: (member: Member) => string,
): [name: string, members: Member[]][] {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const name = nameOf(member);
    const group = groups.get(name);
    if (group) group.push(member);
    else groups.set(name, [member]);
  }
  return [...groups].sort(([one], [other]) => one.localeCompare(other, "en"));
}
