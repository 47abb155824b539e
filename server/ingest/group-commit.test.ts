import { describe, expect, it } from "vitest";
import { GroupCommit } from "./group-commit";

describe("group commit", () => {
  it("commits together what arrives while a commit runs, and answers each in order", async () => {
    const groups: number[][] = [];
    let release = (): void => undefined;
    const commits = new GroupCommit<number, string>(
      async (items) => {
        groups.push([...items]);
        if (groups.length === 1) await new Promise<void>((resolve) => (release = resolve));
        return items.map(String);
      },
      { mostPerGroup: 3 },
    );

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
      { mostPerGroup: 10, leastIntervalMs: 50 },
    );

    await commits.submit(1);
    const second = commits.submit(2);
    await new Promise((resolve) => setTimeout(resolve, 10));
    await Promise.all([second, commits.submit(3)]);
    expect(groups).toEqual([[1], [2, 3]]);
  });

  it("fails the group that could not be committed and goes on with the next", async () => {
    let attempts = 0;
    const commits = new GroupCommit<number, number>(
      async (items) => {
        attempts += 1;
        if (attempts === 1) throw new Error("away");
        return items;
      },
      { mostPerGroup: 10 },
    );

    await expect(commits.submit(1)).rejects.toThrow("away");
    await expect(commits.submit(2)).resolves.toBe(2);
    await commits.drain();
  });

  /** A commit that ends only when told to; `groups` are those that have begun. */
  function held() {
    const groups: number[][] = [];
    const releases: (() => void)[] = [];
    const commit = async (items: readonly number[]) => {
      groups.push([...items]);
      await new Promise<void>((resolve) => releases.push(resolve));
      return items;
    };
    return { groups, release: () => releases.shift()?.(), commit };
  }
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it("begins a second group beside the first where there are two lanes, and no third", async () => {
    const { groups, release, commit } = held();
    const commits = new GroupCommit<number, number>(commit, { mostPerGroup: 10, lanes: 2 });

    const answers = [commits.submit(1)];
    await settle();
    answers.push(commits.submit(2));
    await settle();
    answers.push(commits.submit(3), commits.submit(4));
    await settle();
    expect(groups).toEqual([[1], [2]]);

    release();
    await settle();
    expect(groups).toEqual([[1], [2], [3, 4]]);
    release();
    release();
    expect(await Promise.all(answers)).toEqual([1, 2, 3, 4]);
    await commits.drain();
  });

  it("lets an item that must go alone wait for those before it, and those after it wait for it", async () => {
    const { groups, release, commit } = held();
    const commits = new GroupCommit<number, number>(commit, {
      mostPerGroup: 10,
      lanes: 2,
      mustGoAlone: (item) => item === 2,
    });

    const answers = [commits.submit(1)];
    await settle();
    answers.push(commits.submit(2));
    await settle();
    expect(groups).toEqual([[1]]);
    release();
    await settle();
    answers.push(commits.submit(3));
    await settle();
    expect(groups).toEqual([[1], [2]]);
    release();
    await settle();
    expect(groups).toEqual([[1], [2], [3]]);
    release();
    expect(await Promise.all(answers)).toEqual([1, 2, 3]);
  });
});
