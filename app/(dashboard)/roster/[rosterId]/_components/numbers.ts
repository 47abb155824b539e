const WHOLE = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

/** 12,340: points and money are whole ones of the hospital's currency. */
export const whole = (value: number): string => WHOLE.format(Math.round(value));

/** +120 or −40: what would be added. */
export const signed = (value: number): string => {
  const rounded = Math.round(value);
  if (rounded === 0) return "±0";
  return `${rounded > 0 ? "+" : "−"}${WHOLE.format(Math.abs(rounded))}`;
};

/** 7.5 h */
export const hours = (minutes: number): string => `${Math.round(minutes / 6) / 10} h`;

/** 2.4 % */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
