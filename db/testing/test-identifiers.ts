import { randomBytes } from "node:crypto";
import { createIdentifiers, type Identifiers } from "../encryption/identifiers";

const keys = {
  current: 1,
  byVersion: new Map([[1, randomBytes(32)]]),
  indexKey: randomBytes(32),
};

/** Keys of this run alone, for tests that are about something else than keys. */
export const testIdentifiers: Identifiers = createIdentifiers({
  keys: () => keys,
  reload: async () => undefined,
});
