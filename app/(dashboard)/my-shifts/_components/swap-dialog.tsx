"use client";

import {
  Alert,
  Button,
  Group,
  Loader,
  Modal,
  NativeSelect,
  Radio,
  Stack,
  Text,
} from "@mantine/core";
import { useEffect, useState } from "react";
import type { NamedShift, OwnShift, SwapOptions } from "#models/realtime/my-shifts";
import type { PersonId } from "#models/rostering/roster-ids";
import { useLive } from "@/_components/live/live-provider";
import { useShiftWords } from "./shift-words";
import type { MyShiftsWork } from "./use-my-shifts";
import { WithoutAccount } from "./without-account";

interface Props {
  shift: OwnShift;
  /** Whether it needs nobody else when both can do the same. */
  isAtOnce: boolean;
  work: MyShiftsWork;
  onClose: () => void;
}

const KINDS = ["all", "one", "exchange"] as const;
type Kind = (typeof KINDS)[number];

/** Offers a shift to those who could take it, or for a shift of one of them. */
export function SwapDialog({ shift, isAtOnce, work, onClose }: Readonly<Props>) {
  const { myShifts } = useLive().client;
  const words = useShiftWords();
  const [options, setOptions] = useState<SwapOptions | "failed">();
  const { rosterId, day } = shift;

  useEffect(() => {
    let isStale = false;
    void myShifts.swapOptions({ rosterId, day }).then((answer) => {
      if (!isStale) setOptions(answer.ok ? answer.value : "failed");
    });
    return () => {
      isStale = true;
    };
  }, [myShifts, rosterId, day]);

  return (
    <Modal opened onClose={onClose} title="Swap this shift">
      <Text fw={560}>{words(shift)}</Text>
      <Text size="sm" c="dimmed" mb="md">
        {isAtOnce
          ? "Carried out at once when it is taken by somebody who can do the same; otherwise a charge nurse approves it."
          : "A charge nurse or the scheduler approves it once it is taken."}
      </Text>
      {options === undefined && (
        <Group role="status">
          <Loader size="sm" /> Looking who could take it
        </Group>
      )}
      {options === "failed" && (
        <Alert color="red">
          It could not be found out who could take it. Close this and try again.
        </Alert>
      )}
      {options && options !== "failed" && <SwapForm {...{ shift, options, work, onClose }} />}
    </Modal>
  );
}

function SwapForm({
  shift,
  options,
  work,
  onClose,
}: Readonly<{ options: SwapOptions } & Omit<Props, "isAtOnce">>) {
  const words = useShiftWords();
  const { takers, exchanges, withoutAccount } = options;
  const possible = KINDS.filter((kind) =>
    kind === "exchange" ? exchanges.length > 0 : takers.length > 0,
  );
  const [kind, setKind] = useState<Kind | undefined>(possible[0]);
  const [taker, setTaker] = useState<string>(takers[0]?.personId ?? "");
  const [other, setOther] = useState<string>(exchanges[0]?.personId ?? "");
  const theirs = exchanges.find(({ personId }) => personId === other)?.shifts ?? [];
  const [had, setHad] = useState("");
  const wanted = theirs.find((each) => keyOf(each) === had) ?? theirs[0];

  if (possible.length === 0)
    return (
      <Stack gap="md">
        <Alert title="Nobody could take it">
          For everybody with an account a rule would be broken, or they work already.
          {withoutAccount.length === 0 && " Ask your charge nurse."}
        </Alert>
        <WithoutAccount names={withoutAccount} />
      </Stack>
    );

  const terms = (): { to: PersonId | null; wants: Wanted | null } | undefined => {
    if (kind === "all") return { to: null, wants: null };
    if (kind === "one") {
      const to = takers.find(({ personId }) => personId === taker)?.personId;
      return to && { to, wants: null };
    }
    const to = exchanges.find(({ personId }) => personId === other)?.personId;
    return to && wanted && { to, wants: { day: wanted.day, assignment: wanted.assignment } };
  };
  const offer = async () => {
    const chosen = terms();
    if (!chosen) return;
    const { rosterId, day, assignment } = shift;
    const done = await work.act(
      { type: "offer-swap", rosterId, day, assignment, ...chosen },
      "Offered. You are told when somebody takes it.",
    );
    if (done) onClose();
  };

  return (
    <Stack gap="md">
      <Radio.Group
        label="Offer it"
        value={kind ?? null}
        onChange={(value) => setKind(KINDS.find((each) => each === value))}
      >
        <Stack gap="xs" mt={4}>
          {takers.length > 0 && (
            <>
              <Radio value="all" label={`To all who could take it (${takers.length})`} />
              <Radio value="one" label="To one person" />
            </>
          )}
          {exchanges.length > 0 && <Radio value="exchange" label="For a shift of somebody’s" />}
        </Stack>
      </Radio.Group>
      {kind === "one" && (
        <NativeSelect
          label="To"
          value={taker}
          onChange={({ currentTarget }) => setTaker(currentTarget.value)}
          data={takers.map(({ personId, name }) => ({ value: personId, label: name }))}
        />
      )}
      {kind === "exchange" && (
        <>
          <NativeSelect
            label="With"
            value={other}
            onChange={({ currentTarget }) => setOther(currentTarget.value)}
            data={exchanges.map(({ personId, name }) => ({ value: personId, label: name }))}
          />
          <NativeSelect
            label="For their shift"
            value={wanted ? keyOf(wanted) : ""}
            onChange={({ currentTarget }) => setHad(currentTarget.value)}
            data={theirs.map((each) => ({ value: keyOf(each), label: words(each) }))}
          />
        </>
      )}
      <WithoutAccount names={withoutAccount} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button loading={work.busy === "offer-swap"} onClick={() => void offer()}>
          Offer
        </Button>
      </Group>
    </Stack>
  );
}

type Wanted = Pick<NamedShift, "day" | "assignment">;
const keyOf = ({ day, assignment }: NamedShift): string => `${day} ${assignment.shiftId}`;
