"use client";

import { Button, Drawer, Group } from "@mantine/core";
import { useMemo, useState } from "react";
import type { RosterGap } from "#models/realtime/roster";
import { type Candidate, candidatesFor } from "#models/rostering/candidates";
import { rosterDayAt } from "#models/rostering/roster-day";
import { localDate } from "#models/shared/hospital-instant";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { LinkText } from "@/_components/ui/link-text";
import { howShort } from "../../_components/gap-words";
import strip from "../../_components/gaps-strip.module.css";
import { CandidateList } from "./candidate-list";
import classes from "./cell-drawer.module.css";
import { known } from "./known";
import type { JumpTo } from "./roster-grid";
import { usePlanner, usePlannerWork } from "./use-planner";
import { useSettled } from "./use-settled";

interface Props {
  gaps: readonly RosterGap[];
  mayEdit: boolean;
  /** Absent where no grid is drawn. */
  jump: ((to: JumpTo) => void) | undefined;
  close: () => void;
}

const keyOf = ({ unitId, shiftId, startsAt, skill }: RosterGap): string =>
  [unitId, shiftId, startsAt, skill].join(" ");

/** Every shift of the coming 72 hours that has too few people, where it is in the grid, and who could take it. */
export function GapsDrawer({ gaps, mayEdit, jump, close }: Readonly<Props>) {
  const [opened, setOpened] = useState<string>();
  return (
    <Drawer opened onClose={close} size={460} title="Open in the next 72 hours">
      {gaps.length === 0 && (
        <p className={classes.none} role="status">
          No shift of these units has fewer people than are needed, in published rosters.
        </p>
      )}
      <ul className={strip.list} aria-label="Gaps">
        {gaps.map((gap) => (
          <GapLine
            key={keyOf(gap)}
            {...{ gap, mayEdit, jump, close }}
            isOpen={opened === keyOf(gap)}
            toggle={() => setOpened(opened === keyOf(gap) ? undefined : keyOf(gap))}
          />
        ))}
      </ul>
    </Drawer>
  );
}

interface LineProps extends Omit<Props, "gaps"> {
  gap: RosterGap;
  isOpen: boolean;
  toggle: () => void;
}

function GapLine({ gap, mayEdit, jump, close, isOpen, toggle }: Readonly<LineProps>) {
  const time = useHospitalTime();
  const head = usePlanner((view) => view.state.head);
  const { unitName, rosterId, shiftName, startsAt, severity } = gap;
  const what = `${time.day(startsAt)}, ${shiftName}, ${unitName}`;
  const day = rosterDayAt(head, new Date(startsAt));
  return (
    <li className={strip.gap} data-severity={severity}>
      <strong>{what}</strong>
      <span className={strip.how}>{howShort(gap)}</span>
      {rosterId === head.rosterId ? (
        <Group gap={6} mt={4}>
          {jump && (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Show ${what} in the grid`}
              onClick={() => {
                close();
                jump({ day });
              }}
            >
              Show the day
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            aria-expanded={isOpen}
            aria-label={`Who could take ${what}`}
            onClick={toggle}
          >
            Who could take it
          </Button>
        </Group>
      ) : (
        rosterId && (
          <LinkText href={`/roster/${rosterId}?on=${localDate(new Date(startsAt), time.timeZone)}`}>
            In another roster
          </LinkText>
        )
      )}
      {isOpen && <WhoCould gap={gap} day={day} mayEdit={mayEdit} />}
    </li>
  );
}

/** Of a gap of one skill only those who have it. */
function WhoCould({
  gap: { shiftId, unitId, skill },
  day,
  mayEdit,
}: Readonly<{ gap: RosterGap; day: number; mayEdit: boolean }>) {
  const score = useSettled(usePlanner((view) => view.score));
  const people = usePlanner((view) => view.index.people);
  const work = usePlannerWork();
  const found = useMemo(
    () =>
      score &&
      known(() =>
        candidatesFor(score, { day, shiftId, unitId }).filter(
          ({ personId }) =>
            skill === null || people.get(personId)?.skills.some((each) => each === skill),
        ),
      ),
    [score, people, day, shiftId, unitId, skill],
  );
  if (!found)
    return <p className={classes.none}>Nobody can be named while the score is not known.</p>;
  const give = ({ personId }: Candidate) =>
    work.set([{ personId, day, assignment: { shiftId, unitId } }]);
  return <CandidateList candidates={found} give={mayEdit ? give : undefined} />;
}
