import { describe, expect, it } from "vitest";
import { err, ok } from "#models/shared/result";
import type { ActionResult } from "@/_lib/action-result";
import type { SectionAnswer } from "../actions";
import { OpenSavers } from "./open-savers";
import { SectionSaver, type ShownSection } from "./section-saver";

const shown: ShownSection = {
  section: "situation",
  text: "the system's words",
  draft: "the system's words",
  isWorded: false,
  version: 0,
};
const AT = "2026-11-27T18:45:00.000Z";

/** A server that answers when it is told to, in the order of the calls. */
function serverFor(saved: (string | null)[] = []) {
  const waiting: ((answer: ActionResult<SectionAnswer>) => void)[] = [];
  const versions: number[] = [];
  const saver = new SectionSaver(
    shown,
    (text, version) => {
      saved.push(text);
      versions.push(version);
      return new Promise((done) => waiting.push(done));
    },
    1_000_000, // nothing is saved by the clock: the tests say when
  );
  const answer = async (value: ActionResult<SectionAnswer>) => {
    waiting.shift()?.(value);
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { saver, saved, versions, answer };
}

const savedAs = (version: number) => ok({ state: "saved" as const, version, at: AT });
const changed = (text: string | null) =>
  ok({ state: "changed" as const, version: 7, at: AT, by: "Grace", text });
const stateOf = (saver: SectionSaver) => saver.snapshot().saving.state;

describe("what is typed", () => {
  it("waits, is saved, and says so", async () => {
    const { saver, saved, versions, answer } = serverFor();
    expect(stateOf(saver)).toBe("clean");
    saver.edit("mine");
    expect([stateOf(saver), saver.isUnsaved]).toEqual(["waiting", true]);
    void saver.flush();
    expect(stateOf(saver)).toBe("saving");
    await answer(savedAs(1));
    expect(saver.snapshot()).toMatchObject({ text: "mine", isWorded: true, version: 1 });
    expect([stateOf(saver), saver.isUnsaved]).toEqual(["saved", false]);
    expect([saved, versions]).toEqual([["mine"], [0]]);
  });

  it("while it is being saved goes with the next save, with the newer version", async () => {
    const { saver, saved, versions, answer } = serverFor();
    saver.edit("one");
    void saver.flush();
    saver.edit("one two");
    void saver.flush(); // one at a time
    expect(saved).toEqual(["one"]);
    await answer(savedAs(1));
    expect(saver.snapshot()).toMatchObject({ text: "one two", saving: { state: "waiting" } });
    void saver.flush();
    await answer(savedAs(2));
    expect([saved, versions]).toEqual([
      ["one", "one two"],
      [0, 1],
    ]);
    expect(stateOf(saver)).toBe("saved");
  });

  it("stays when it cannot be saved, and is saved by the next attempt", async () => {
    const { saver, saved, answer } = serverFor();
    saver.edit("mine");
    void saver.flush();
    await answer(err({ code: "unavailable", message: "not now" }));
    expect(saver.snapshot()).toMatchObject({
      text: "mine",
      saving: { state: "failed", problem: "not now" },
    });
    void saver.flush();
    await answer(savedAs(1));
    expect(saved).toEqual(["mine", "mine"]);
  });

  it("stays when there is no answer at all", async () => {
    const saver = new SectionSaver(shown, () => Promise.reject(new Error("offline")), 1_000_000);
    saver.edit("mine");
    await saver.flush();
    expect(saver.snapshot()).toMatchObject({ text: "mine", saving: { state: "failed" } });
  });
});

describe("when somebody else was faster", () => {
  async function inConflict(theirs: string | null = "theirs") {
    const server = serverFor();
    server.saver.edit("mine");
    void server.saver.flush();
    await server.answer(changed(theirs));
    return server;
  }

  it("shows both and saves nothing until somebody decides, typing notwithstanding", async () => {
    const { saver, saved } = await inConflict();
    expect(saver.snapshot()).toMatchObject({
      text: "mine",
      saving: { state: "conflict", by: "Grace", theirs: "theirs" },
    });
    saver.edit("mine, more");
    await saver.flush();
    expect([stateOf(saver), saved]).toEqual(["conflict", ["mine"]]);
    expect(saver.isStuck).toBe(true);
  });

  it("mine is written over theirs, with their version", async () => {
    const { saver, saved, versions, answer } = await inConflict();
    saver.edit("mine, more");
    saver.keepMine();
    await answer(savedAs(8));
    expect([saved.at(-1), versions.at(-1)]).toEqual(["mine, more", 7]);
    expect(saver.snapshot()).toMatchObject({ text: "mine, more", version: 8 });
  });

  it("theirs is taken, and mine is gone", async () => {
    const { saver, saved } = await inConflict();
    saver.takeTheirs();
    expect(saver.snapshot()).toMatchObject({ text: "theirs", isWorded: true, version: 7 });
    await saver.flush();
    expect(saved).toEqual(["mine"]);
  });

  it("theirs may be the system's words again", async () => {
    const { saver } = await inConflict(null);
    saver.takeTheirs();
    expect(saver.snapshot()).toMatchObject({ text: "the system's words", isWorded: false });
  });
});

it("takes the system's words again at once", async () => {
  const { saver, saved, answer } = serverFor();
  saver.edit("mine");
  void saver.flush();
  await answer(savedAs(1));
  saver.undo();
  await answer(savedAs(2));
  expect(saved).toEqual(["mine", null]);
  expect(saver.snapshot()).toMatchObject({ text: "the system's words", isWorded: false });
});

describe("what the server says meanwhile", () => {
  const newer = { ...shown, text: "of somebody else", isWorded: true, version: 4 };

  it("is taken on when nothing waits here", () => {
    const { saver } = serverFor();
    saver.offer(newer);
    expect(saver.snapshot()).toMatchObject({ text: "of somebody else", version: 4 });
    saver.offer(shown);
    expect(saver.snapshot().version).toBe(4);
  });

  it("renews the system's words", () => {
    const { saver } = serverFor();
    saver.offer({ ...shown, text: "newer", draft: "newer" });
    expect(saver.snapshot().text).toBe("newer");
  });

  it("is not taken on over what is being typed", () => {
    const { saver } = serverFor();
    saver.edit("mine");
    saver.offer(newer);
    expect(saver.snapshot().text).toBe("mine");
  });
});

it("keeps nobody on the page for what waits, but for what an attempt did not save", async () => {
  const open = new OpenSavers();
  const { saver, answer } = serverFor();
  open.add(saver);
  const heard: boolean[] = [];
  open.subscribe(() => heard.push(open.isStuck));
  saver.edit("mine");
  void saver.flush();
  await answer(err({ code: "unavailable", message: "away" }));
  void saver.flush();
  await answer(savedAs(1));
  expect(heard).toEqual([false, false, true, false, false]);
});
