import { isLoopbackHost } from "./client-address";

/** What no page of ours needs. Passkeys are the one thing that is needed, and of our own pages alone. */
const PERMISSIONS = [
  "accelerometer=()",
  "ambient-light-sensor=()",
  "attribution-reporting=()",
  "autoplay=(self)", // the sound of an alert
  "bluetooth=()",
  "browsing-topics=()",
  "camera=()",
  "compute-pressure=()",
  "cross-origin-isolated=(self)",
  "display-capture=()",
  "encrypted-media=()",
  "fullscreen=(self)", // a wall display
  "gamepad=()",
  "geolocation=()",
  "gyroscope=()",
  "hid=()",
  "identity-credentials-get=()",
  "idle-detection=()",
  "keyboard-map=()",
  "local-fonts=()",
  "magnetometer=()",
  "microphone=()",
  "midi=()",
  "otp-credentials=()",
  "payment=()",
  "picture-in-picture=()",
  "publickey-credentials-create=(self)",
  "publickey-credentials-get=(self)",
  "screen-wake-lock=(self)", // a wall display
  "serial=()",
  "storage-access=()",
  "usb=()",
  "web-share=()",
  "window-management=()",
  "xr-spatial-tracking=()",
].join(", ");

const TWO_YEARS_S = 63_072_000;

/** Where browsers tell of what the content security policy stopped. */
export const POLICY_REPORT_PATH = "/api/csp-report";

/**
 * What every answer says of itself, whoever makes it; pages add their content security policy, which needs
 * a number of its own each time.
 */
export function securityHeaders(publicUrl: URL): Readonly<Record<string, string>> {
  const isHttps = publicUrl.protocol === "https:";
  return {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-permitted-cross-domain-policies": "none",
    // Not "no-referrer": a form would then be sent with the origin "null" and be refused.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "origin-agent-cluster": "?1",
    "permissions-policy": PERMISSIONS,
    "reporting-endpoints": `csp="${POLICY_REPORT_PATH}"`,
    // A browser would hold a developer's machine to it for every other program on it.
    ...(isHttps && !isLoopbackHost(publicUrl.hostname)
      ? { "strict-transport-security": `max-age=${TWO_YEARS_S}; includeSubDomains` }
      : {}),
  };
}

/** For answers that are read by programs: whatever a browser makes of one, it may load, run and frame nothing. */
export const NOTHING_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** Pages have a policy of their own; see proxy.ts. */
export const isForPrograms = (path: string): boolean => path.startsWith("/api/");

/** Built files have their content in their name; everything else may be about a patient. */
export const isCacheable = (path: string): boolean => path.startsWith("/_next/static/");
