import { describe, expect, it } from "vitest";
import { GroupCommit } from "./group-commit";

describe("group commit", () => {
  it("commits together what arrives while a commit runs, and answers each in order", async () => {
    const groups: number[][] = [];
    let release = (): void => undefined;
    const commits = new GroupCommit<number, string>(async (items) => {
      groups.push([...items]);
      if (groups.length === 1) await new Promise<void>((resolve) => (release = resolve));
      return items.map(String);
    }, 3);

    const first = commits.submit(1);
    await Promise.resolve();
    await Promise.resolve();
    const later = [2, 3, 4, 5].map((item) => commits.submit(item));
    release();

    expect(await Promise.all([first, ...later])).toEqual(["1", "2", "3", "4", "5"]);
    expect(groups).toEqual([[1], [2, 3, 4], [5]]);
  });

  it("begins no group before its interval is over, so that a busy feed shares round trips", async () => {
    const groups: number[][] = [];
    const commits = new GroupCommit<number, number>(
      async (items) => {
        groups.push([...items]);
        return items;
      },
      10,
      50,
    );

    await commits.submit(1);
    const second = commits.submit(2);
    await new Promise((resolve) => setTimeout(resolve, 10));
    await Promise.all([second, commits.submit(3)]);
    expect(groups).toEqual([[1], [2, 3]]);
  });

  it("fails the group that could not be committed and goes on with the next", async () => {
    let attempts = 0;
    const commits = new GroupCommit<number, number>(async (items) => {
      attempts += 1;
      if (attempts === 1) throw new Error("away");
      return items;
    }, 10);

    await expect(commits.submit(1)).rejects.toThrow("away");
    await expect(commits.submit(2)).resolves.toBe(2);
    await commits.drain();
  });
});
