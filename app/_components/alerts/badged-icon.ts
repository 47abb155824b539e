import type { AlertPriority } from "#models/alerts/alert";

/** The alarm colours of the light theme: a tab strip has no theme of ours. */
const COLOURS: Readonly<Record<AlertPriority, string>> = {
  high: "#c81e33",
  medium: "#f5bd1f",
  low: "#22bcd4",
};

/** Each priority has a shape of its own as well: a colour the size of a dot is soon mistaken. */
const SHAPES: Readonly<Record<AlertPriority, string>> = {
  high: '<path d="M23 12l9 9-9 9-9-9z"',
  medium: '<path d="M23 13l8.5 16h-17z"',
  low: '<circle cx="23" cy="23" r="7"',
};

/** The product's icon with a mark in its corner, as an address that needs no request. */
export function badgedIcon(priority: AlertPriority): string {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
    '<rect width="32" height="32" rx="8" fill="#484d9f"/>' +
    '<path d="M5.5 11l5 11 5.5-10 5 10" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/>' +
    `${SHAPES[priority]} fill="${COLOURS[priority]}" stroke="#fff" stroke-width="2"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
