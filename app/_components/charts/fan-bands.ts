/** The bands of a fan, the widest first, so that the narrow ones lie over it. */
export const FAN_BANDS = [
  { key: "nearlyAll", name: "95 % interval", opacity: "var(--wc-band-wide)" },
  { key: "most", name: "80 % interval", opacity: "var(--wc-band-middle)" },
  { key: "half", name: "50 % interval", opacity: "var(--wc-band-narrow)" },
] as const;

/** What a chart's tooltip says of a value: "12", of a band "8 to 15". */
export const valueOrSpan = (value: unknown): string =>
  (Array.isArray(value) ? value : [value]).map(String).join(" to ");
