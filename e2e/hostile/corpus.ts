/** What attackers send, by what it is meant to break. Each stands for a family; the generator varies and nests them. */
export const HOSTILE_STRINGS = [
  // SQL
  "' or '1'='1",
  "'; drop table patients; --",
  "1; select pg_sleep(10)",
  "' union select password_hash from users --",
  "\\'; set session authorization postgres; --",
  "$$; select 1; $$",
  // HTML, scripts and templates
  "<script>alert('wardcast')</script>",
  '"><img src=x onerror=alert(1)>',
  "javascript:alert(1)",
  "{{7*7}}",
  "${7*7}",
  "<%= process.env %>",
  "#{global.process.mainModule}",
  // Paths
  "../../../../etc/passwd",
  "..\\..\\..\\windows\\win.ini",
  "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
  "....//....//session-secret",
  "/proc/self/environ",
  "file:///etc/passwd",
  // Headers, logs and files
  "value\r\nset-cookie: stolen=1",
  "%0d%0aset-cookie:%20stolen=1",
  "=cmd|' /C calc'!A0",
  // Encodings and characters that programs trip over
  "\0",
  "a\0b",
  "\ud800",
  "\u202e\u2066txt",
  "🧨".repeat(64),
  "A\u030a".repeat(200),
  "ﬁ\u00ad\ufeff",
  "%",
  "%c0%af",
  "%u0000",
  // Numbers, dates and ids in clothes
  "NaN",
  "1e999",
  "-0",
  "0x7fffffff",
  "9007199254740993",
  "0001-01-01T00:00:00Z",
  "275760-09-13T00:00:00.001Z",
  "00000000-0000-0000-0000-000000000000",
  "018F0000-0000-7000-8000-00000000000Z",
  // Shell and servers
  "$(reboot)",
  "`id`",
  "http://169.254.169.254/latest/meta-data/",
  "() { :;}; echo vulnerable",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  // React's wire format, in which a string that begins with a dollar is a reference
  "$1",
  "$@0",
  "$F1",
  "$Q0",
  "$undefined",
  "$$typeof",
  "$B0",
  "$K1",
] as const;

/** Objects that would change what every other object has, were they merged carelessly. */
export const POLLUTIONS: readonly string[] = [
  '{"__proto__":{"polluted":"wardcast-polluted"}}',
  '{"constructor":{"prototype":{"polluted":"wardcast-polluted"}}}',
  '{"unitId":{"__proto__":{"toString":"wardcast-polluted"}}}',
  '[{"__proto__":["wardcast-polluted"]}]',
];
export const POLLUTION_MARK = "wardcast-polluted";

export const deepJson = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
export const deepObject = (depth: number): string =>
  `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
