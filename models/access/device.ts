/** Where somebody signed in, as far as the request told: to recognise one's own sessions by. */
export interface SignInOrigin {
  /** `Chrome on Windows`; undefined when the browser says nothing we know. */
  device: string | undefined;
  /** The network address as the server saw it. */
  address: string | undefined;
}

// Each browser also names those it descends from, so the more special one comes first.
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:HeadlessChrome|Chrome|Chromium|CriOS)\//, "Chrome"],
  [/\bVersion\/[\d.]+.*\bSafari\//, "Safari"],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMacintosh\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

/**
 * A browser's `User-Agent` in two words. Only words of ours come out, whatever was sent: it is shown to
 * administrators.
 */
export function describeDevice(userAgent: string | null | undefined): string | undefined {
  const browser = nameIn(BROWSERS, userAgent ?? "");
  const system = nameIn(SYSTEMS, userAgent ?? "");
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system;
}

const nameIn = (known: readonly (readonly [RegExp, string])[], text: string) =>
  known.find(([mark]) => mark.test(text))?.[1];
