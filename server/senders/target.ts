import type { MllpTarget } from "./mllp-client";

/** Reads `host:port`, `[::1]:port` or a bare port. Throws with the text when it is none of these. */
export function parseTarget(text: string): MllpTarget {
  const matched = /^(?:(?:\[(?<v6>[^\]]+)\]|(?<host>[^:]+)):)?(?<port>\d{1,5})$/.exec(text);
  const port = Number(matched?.groups?.port);
  if (!matched || port < 1 || port > 65_535) {
    throw new Error(`"${text}" is not host:port`);
  }
  return { host: matched.groups?.v6 ?? matched.groups?.host ?? "127.0.0.1", port };
}
