import type { CostSplit } from "#models/rostering/roster-cost";

const WHOLE = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const TENTHS = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });

/** What one line of the table counts: hours, or shifts of those who float. */
export interface Amount {
  quantity: number;
  unit: "h" | "shifts";
  money: number;
}

export const COST_KINDS = ["regular", "overtime", "bank", "agency", "float", "total"] as const;
export type CostKind = (typeof COST_KINDS)[number];

export const COST_TITLES: Record<CostKind, string> = {
  regular: "Within contracts",
  overtime: "Overtime",
  bank: "Bank",
  agency: "Agency",
  float: "Floats",
  total: "Total",
};

export function amountOf(cost: CostSplit, kind: CostKind): Amount {
  if (kind === "float")
    return { quantity: cost.float.shifts, unit: "shifts", money: cost.float.money };
  if (kind !== "total")
    return { quantity: cost[kind].minutes / 60, unit: "h", money: cost[kind].money };
  const all = [cost.regular, cost.overtime, cost.bank, cost.agency];
  const minutes = all.reduce((sum, { minutes }) => sum + minutes, 0);
  return { quantity: minutes / 60, unit: "h", money: cost.total };
}

/** 1,240.5 h, 1 shift */
export const quantityWords = ({ quantity, unit }: Amount): string =>
  `${TENTHS.format(quantity)} ${unit === "shifts" && quantity === 1 ? "shift" : unit}`;

export const moneyWords = ({ money }: Amount): string => WHOLE.format(money);

/** How one differs from the other, with a sign and in a word: what is rounded away is none. */
export function differenceWords(
  planned: Amount,
  worked: Amount,
): { quantity: string; money: string; verdict: "as planned" | "more" | "less" } {
  const money = Math.round(worked.money - planned.money);
  const tenths = Math.round((worked.quantity - planned.quantity) * 10);
  const leading = money === 0 ? tenths : money;
  return {
    quantity: `${signOf(tenths)}${quantityWords({ ...worked, quantity: Math.abs(tenths) / 10 })}`,
    money: `${signOf(money)}${WHOLE.format(Math.abs(money))}`,
    verdict: leading === 0 ? "as planned" : leading > 0 ? "more" : "less",
  };
}

const signOf = (value: number): string => (value === 0 ? "±" : value > 0 ? "+" : "−");
