// What may be depended on: licences, and known vulnerabilities.

/** Licences that let a hospital run, change and pass on what it got. */
export const ALLOWED_LICENCES = new Set([
  "MIT",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MPL-2.0",
  "0BSD",
  "CC0-1.0",
  "Unlicense",
  "Python-2.0",
  "BlueOak-1.0.0",
  "OFL-1.1", // fonts
  "CC-BY-4.0", // data, such as what browsers can do
]);

/** Packages with another licence, each with why it may be there all the same. */
export const LICENCE_EXCEPTIONS = [
  {
    packages: /^@img\/sharp-/,
    licences: new Set(["LGPL-3.0-or-later"]),
    reason:
      "libvips, a shared library that Next.js can load to resize images: optional, unchanged, replaceable, and not used by us",
  },
];

/**
 * Advisories that are known and do not apply, by their id (GHSA-…), each with why, and until when that
 * was thought through: afterwards the check fails again.
 *
 * @type {{ id: string, reason: string, until: string }[]}
 */
export const ADVISORY_EXCEPTIONS = [];

/**
 * Whether a package may be there by its licence, an SPDX expression: of alternatives one must be allowed,
 * of several that hold together all.
 *
 * @param {string} name
 * @param {unknown} licence as its package.json says it
 * @param {typeof LICENCE_EXCEPTIONS} [exceptions]
 */
export function isLicenceAllowed(name, licence, exceptions = LICENCE_EXCEPTIONS) {
  const extra = exceptions.find(({ packages }) => packages.test(name))?.licences;
  const isAllowed = (id) => ALLOWED_LICENCES.has(id) || Boolean(extra?.has(id));
  const tokens = spdxOf(licence).match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;

  const term = () => {
    if (tokens[at] !== "(") return isAllowed(tokens[at++]);
    at += 1;
    const inner = alternatives();
    at += 1; // its closing bracket
    return inner;
  };
  const together = () => {
    let result = term();
    while (tokens[at] === "AND") {
      at += 1;
      result = term() && result;
    }
    return result;
  };
  const alternatives = () => {
    let result = together();
    while (tokens[at] === "OR") {
      at += 1;
      result = together() || result;
    }
    return result;
  };

  return tokens.length > 0 && alternatives() && at === tokens.length;
}

/** Older packages say it as an object, or as a list of alternatives. */
export function spdxOf(licence) {
  if (typeof licence === "string") return licence;
  if (Array.isArray(licence)) return licence.map(spdxOf).filter(Boolean).join(" OR ");
  return typeof licence?.type === "string" ? licence.type : "";
}

/**
 * The advisories of `npm audit --json` that stop a release: high or critical, in what is shipped, and not
 * excepted. An exception that is out of date counts no more, and is named.
 *
 * @param {{ vulnerabilities?: Record<string, { name: string, via: (string | { url?: string, title?: string, severity: string })[] }> }} audit
 * @param {Date} now
 * @param {typeof ADVISORY_EXCEPTIONS} [exceptions]
 */
export function stoppingAdvisories(audit, now, exceptions = ADVISORY_EXCEPTIONS) {
  const found = new Map();
  for (const { name, via } of Object.values(audit.vulnerabilities ?? {}))
    for (const advisory of via) {
      // A name is a package that is affected through another, which is listed with its own advisory.
      if (typeof advisory === "string" || !isSevere(advisory.severity)) continue;
      const id = advisory.url?.split("/").at(-1) ?? advisory.title ?? "unknown";
      const exception = exceptions.find((each) => each.id === id);
      if (exception && now < new Date(exception.until)) continue;
      const note = exception ? `; its exception ended on ${exception.until}` : "";
      found.set(id, `${name}: ${advisory.severity}, ${advisory.title ?? id} (${id})${note}`);
    }
  return [...found.values()];
}

const isSevere = (severity) => severity === "high" || severity === "critical";

/** Whether it is an answer about vulnerabilities at all, and not a registry that has none to give. */
export const isAuditAnswer = (audit) =>
  typeof audit?.vulnerabilities === "object" && audit.vulnerabilities !== null;
