import type { CostSplit } from "#models/rostering/roster-cost";

// Nothing is rounded away: who adds up what is on the page finds its sums, and those of the payroll's files.
const MONEY = new Intl.NumberFormat("en-GB", {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});
const WHOLE = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

/** What one line of the table counts: minutes, or shifts of those who float. */
export interface Amount {
  quantity: number;
  unit: "minutes" | "shifts";
  money: number;
}

export const COST_KINDS = [
  ...(["regular", "overtime", "doubleTime"] as const),
  ...(["bank", "agency", "float", "total"] as const),
] as const;
export type CostKind = (typeof COST_KINDS)[number];

export const COST_TITLES: Record<CostKind, string> = {
  regular: "Contract, plain rate",
  overtime: "Overtime",
  doubleTime: "Double time",
  bank: "Bank",
  agency: "Agency",
  float: "Floats",
  total: "Total",
};

export function amountOf(cost: CostSplit, kind: CostKind): Amount {
  if (kind === "float")
    return { quantity: cost.float.shifts, unit: "shifts", money: cost.float.money };
  if (kind !== "total")
    return { quantity: cost[kind].minutes, unit: "minutes", money: cost[kind].money };
  const all = [cost.regular, cost.overtime, cost.doubleTime, cost.bank, cost.agency];
  const minutes = all.reduce((sum, { minutes }) => sum + minutes, 0);
  return { quantity: minutes, unit: "minutes", money: cost.total };
}

/** 1,240 h 30 min, 12 h, 1 shift */
export function quantityWords({ quantity, unit }: Amount): string {
  if (unit === "shifts") return `${WHOLE.format(quantity)} ${quantity === 1 ? "shift" : unit}`;
  const whole = Math.round(quantity);
  const [hours, minutes] = [Math.floor(whole / 60), whole % 60];
  return `${WHOLE.format(hours)} h${minutes === 0 ? "" : ` ${minutes} min`}`;
}

export const moneyWords = ({ money }: Amount): string => MONEY.format(money);

/** How one differs from the other, with a sign and in a word. */
export function differenceWords(
  planned: Amount,
  worked: Amount,
): { quantity: string; money: string; verdict: "as planned" | "more" | "less" } {
  const hundredths = Math.round((worked.money - planned.money) * 100);
  const quantity = Math.round(worked.quantity - planned.quantity);
  const leading = hundredths === 0 ? quantity : hundredths;
  return {
    quantity: `${signOf(quantity)}${quantityWords({ ...worked, quantity: Math.abs(quantity) })}`,
    money: `${signOf(hundredths)}${MONEY.format(Math.abs(hundredths) / 100)}`,
    verdict: leading === 0 ? "as planned" : leading > 0 ? "more" : "less",
  };
}

const signOf = (value: number): string => (value === 0 ? "±" : value > 0 ? "+" : "−");
