import { POLLUTION_MARK } from "./corpus";

export interface Finding {
  /** What went wrong, in a word or two: findings are counted by it. */
  what: string;
  where: string;
  detail: string;
}

/** What no answer may ever hold: insides of the server, secrets, and other people's patients. */
const LEAKS: readonly (readonly [string, RegExp])[] = [
  ["a stack", /\bat (?:async )?[\w.<>]+ \(?(?:file:\/\/|\/|node:)[^)\s]+:\d+:\d+\)?/],
  ["a path of the server", /\/(?:node_modules|\.next\/server)\//],
  [
    "a database error",
    /syntax error at or near|violates [a-z-]+ constraint|relation "\w+" does not exist|permission denied for/,
  ],
  ["a password hash", /\$argon2id\$/],
  ["a file of the system", /root:x:0:0/],
  ["the environment", /NEXTAUTH_SECRET|DATABASE_URL/],
  ["a polluted prototype", new RegExp(POLLUTION_MARK)],
];

const UNESCAPED = ["<script>alert('wardcast')</script>", '"><img src=x onerror=alert(1)>'];

export interface Answered {
  status: number;
  contentType: string;
  headers: string;
  text: string;
}

/** `secrets`: strings of this run that must stay inside, each with a name that may be printed. */
export function judge(
  where: string,
  { status, contentType, headers, text }: Answered,
  { secrets, sent }: { secrets: ReadonlyMap<string, string>; sent: string },
): Finding[] {
  const findings: Finding[] = [];
  const found = (what: string, detail: string) => findings.push({ what, where, detail });

  if (status >= 500) found(`a ${status}`, text.slice(0, 200));
  for (const [name, pattern] of LEAKS) {
    // An answer that repeats what was sent has told nothing.
    const match = pattern.exec(text);
    if (match && !sent.includes(match[0])) found(`${name} in an answer`, match[0].slice(0, 120));
  }
  for (const [name, secret] of secrets)
    if (text.includes(secret)) found(`${name} in an answer`, name);
  if (/text\/html/i.test(contentType))
    for (const markup of UNESCAPED)
      if (text.includes(markup)) found("markup given back as markup", markup);
  if (/^set-cookie: stolen=/im.test(headers)) found("a header that was sent in a value", headers);
  return findings;
}
