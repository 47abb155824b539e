import { describe, expect, it } from "vitest";
import { Role } from "#models/access/role";
import { navigationFor, phoneNavigation } from "./navigation";

describe("on a phone", () => {
  it.each(Role.options)("has every place of the %s, and five side by side at most", (role) => {
    const items = navigationFor(role);
    const { shown, rest } = phoneNavigation(items);

    expect([...shown, ...rest]).toEqual(items);
    expect(shown.length + (rest.length > 0 ? 1 : 0)).toBeLessThanOrEqual(5);
  });

  it("hides none behind another that would take its place as well", () => {
    const items = navigationFor("charge-nurse").slice(0, 5);

    expect(phoneNavigation(items)).toEqual({ shown: items, rest: [] });
  });
});
