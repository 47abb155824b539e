/** Numbers as the page shows them; what is not known is a dash. */
export const share = (value: number | undefined): string =>
  value === undefined ? "–" : `${Math.round(value * 100)} %`;

export const score = (value: number | undefined): string =>
  value === undefined ? "–" : value.toFixed(2);

/** How far ahead: hours of a day, days, or weeks. */
export function ahead(hours: number, stepHours: number): string {
  if (stepHours === 1) return `${hours} h`;
  if (stepHours === 168) {
    const weeks = Math.round(hours / 168);
    return weeks === 1 ? "1 week" : `${weeks} weeks`;
  }
  const days = Math.round(hours / 24);
  return days === 1 ? "1 day" : `${days} days`;
}
