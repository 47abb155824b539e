"use client";

import { Button, NativeSelect, SegmentedControl, TextInput } from "@mantine/core";
import { type FormEvent, useId, useState } from "react";
import type { OwnDraft, OwnWish } from "#models/realtime/my-shifts";
import { ShiftId } from "#models/rostering/roster-ids";
import { WishPoints } from "#models/rostering/wish";
import { dayAfter } from "#models/shared/calendar-date";
import { dayInWords, daysInWords } from "#models/shared/date-words";
import { TitledSection } from "@/_components/ui/titled-section";
import part from "./part.module.css";
import type { MyShiftsWork } from "./use-my-shifts";

const STRENGTHS = [
  { value: "1", label: "1 · Nice" },
  { value: "2", label: "2 · Matters" },
  { value: "3", label: "3 · A lot" },
];
const OFF = "off";

/** Wishes for one draft, and the points that are left: everybody has as many. */
export function WishesPanel({ draft, work }: Readonly<{ draft: OwnDraft; work: MyShiftsWork }>) {
  const lastOn = dayAfter(draft.startsOn, draft.days - 1);
  const left = draft.budget - draft.spent;
  return (
    <TitledSection
      title={`Wishes for ${daysInWords(draft.startsOn, lastOn)}`}
      classes={part}
      about="Everybody has the same points. Spend more on what matters more; the planner weighs them."
      aside={
        <strong>
          {left} of {draft.budget} points left
        </strong>
      }
    >
      {draft.wishes.length === 0 ? (
        <p className={part.empty}>No wish yet.</p>
      ) : (
        <ul className={part.rows}>
          {draft.wishes.map((wish) => (
            <WishRow key={wish.wishId} wish={wish} draft={draft} work={work} />
          ))}
        </ul>
      )}
      <WishForm draft={draft} lastOn={lastOn} left={left} work={work} />
    </TitledSection>
  );
}

const wantsInWords = ({ wants, shiftId }: OwnWish, { shifts }: OwnDraft): string => {
  const shift = shifts.find((each) => each.shiftId === shiftId)?.name;
  if (wants === "off") return "Day off";
  return shift ?? "Any shift";
};

function WishRow({
  wish,
  draft,
  work,
}: Readonly<{ wish: OwnWish; draft: OwnDraft; work: MyShiftsWork }>) {
  const what = wantsInWords(wish, draft);
  return (
    <li className={part.row}>
      <span className={part.grow}>
        <strong>{dayInWords(wish.on)}</strong> {what}
        <span className={part.quiet}>
          {wish.points} {wish.points === 1 ? "point" : "points"}
        </span>
      </span>
      <Button
        variant="default"
        aria-label={`Take back: ${what} on ${dayInWords(wish.on)}`}
        onClick={() => void work.act({ type: "withdraw-wish", wishId: wish.wishId })}
      >
        Take back
      </Button>
    </li>
  );
}

function WishForm({
  draft,
  lastOn,
  left,
  work,
}: Readonly<{ draft: OwnDraft; lastOn: string; left: number; work: MyShiftsWork }>) {
  const [on, setOn] = useState("");
  const [wants, setWants] = useState(OFF);
  const [points, setPoints] = useState("1");
  const label = useId();

  const ask = async (event: FormEvent) => {
    event.preventDefault();
    const strength = WishPoints.safeParse(Number(points));
    const shiftId = ShiftId.safeParse(wants).data;
    if (!strength.success || on === "") return;
    const wish = {
      ...{ on, points: strength.data },
      ...(wants === OFF
        ? { wants: "off" as const }
        : { wants: "work" as const, ...(shiftId && { shiftId }) }),
    };
    const done = await work.act(
      { type: "wish", rosterId: draft.rosterId, wish },
      "Your wish is noted.",
    );
    if (done) setOn("");
  };

  return (
    <form className={part.form} onSubmit={(event) => void ask(event)} aria-label="New wish">
      <div className={part.pair}>
        <TextInput
          type="date"
          label="Day"
          required
          min={draft.startsOn}
          max={lastOn}
          value={on}
          onChange={({ currentTarget }) => setOn(currentTarget.value)}
        />
        <NativeSelect
          label="I want"
          value={wants}
          onChange={({ currentTarget }) => setWants(currentTarget.value)}
          data={[
            { value: OFF, label: "The day off" },
            { value: "", label: "To work, any shift" },
            ...draft.shifts.map(({ shiftId, name }) => ({
              value: shiftId,
              label: `To work: ${name}`,
            })),
          ]}
        />
      </div>
      <div>
        <span id={label}>Points</span>
        <SegmentedControl
          fullWidth
          aria-labelledby={label}
          value={points}
          onChange={setPoints}
          data={STRENGTHS}
        />
      </div>
      <Button type="submit" loading={work.busy === "wish"} disabled={left < Number(points)}>
        {left < Number(points) ? "Not enough points left" : "Ask for it"}
      </Button>
    </form>
  );
}
