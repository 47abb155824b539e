"use client";

import { ActionIcon, Button, Group, Menu, Modal, Text, Title } from "@mantine/core";
import { IconDeviceMobile, IconDots, IconFingerprint, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { SecondFactor } from "#db/second-factors";
import { RECOVERY_CODES } from "#models/access/recovery-code";
import type { SecondFactorKind } from "#models/access/second-factor";
import { Enrolment } from "@/_components/second-factor/enrolment";
import { RecoveryCodes } from "@/_components/second-factor/recovery-codes";
import { requireFreshFactor } from "@/_components/second-factor/step-up-actions";
import { ConfirmDialog } from "@/_components/ui/confirm-dialog";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { RecordTable } from "@/_components/ui/record-table";
import { StatusLabel } from "@/_components/ui/status-label";
import { useAction } from "@/_components/ui/use-action";
import { ago } from "@/_lib/format-time";
import { removeFactor, renameFactor, renewCodes } from "../actions";
import { RenameFactor } from "./rename-factor";
import classes from "./second-factors.module.css";

interface Props {
  factors: readonly SecondFactor[];
  codesLeft: number;
  passkeyHost: string | undefined;
  askedAt: Date;
}

type Dialog =
  | { kind: "add" | "renew" }
  | { kind: "rename" | "remove"; factor: SecondFactor }
  | { kind: "codes"; codes: readonly string[] };

const KINDS: Record<SecondFactorKind, { title: string; icon: typeof IconFingerprint }> = {
  passkey: { title: "Passkey", icon: IconFingerprint },
  totp: { title: "Authenticator app", icon: IconDeviceMobile },
};

/** Fewer is a warning: one lost phone more, and somebody stands before the door. */
const FEW_CODES = 3;

export function SecondFactors({ factors, codesLeft, passkeyHost, askedAt }: Readonly<Props>) {
  const [dialog, setDialog] = useState<Dialog>();
  const { isBusy, run } = useAction();
  const time = useHospitalTime();
  const close = () => setDialog(undefined);

  const add = async () => {
    if (await run(requireFreshFactor)) setDialog({ kind: "add" });
  };
  const rename = async ({ secondFactorId }: SecondFactor, name: string) => {
    if (await run(() => renameFactor({ secondFactorId, name }))) close();
  };
  const remove = async ({ secondFactorId }: SecondFactor) => {
    if (await run(() => removeFactor({ secondFactorId }))) close();
  };
  const renew = async () => {
    const renewed = await run(renewCodes);
    if (renewed) setDialog({ kind: "codes", ...renewed.value });
  };

  return (
    <>
      <section aria-labelledby="second-factors">
        <Group justify="space-between" align="flex-start" mb="md" gap="md">
          <div>
            <Title order={2} size="h3" id="second-factors">
              Second factors
            </Title>
            <Text c="dimmed" size="sm" maw="68ch" mt={4}>
              What you show beside your password. Have two, on two devices: then a lost phone is no
              emergency.
            </Text>
          </div>
          <Button
            leftSection={<IconPlus size={16} aria-hidden="true" />}
            loading={isBusy && !dialog}
            onClick={() => void add()}
          >
            Add
          </Button>
        </Group>
        <RecordTable
          caption="Your second factors"
          rows={factors}
          rowKey={({ secondFactorId }) => secondFactorId}
          empty="There is none."
          columns={[
            { title: "Name", isHeader: true, cell: ({ name }) => name },
            { title: "Kind", cell: ({ kind }) => <Kind kind={kind} /> },
            { title: "Added", cell: ({ createdAt }) => time.date(createdAt) },
            {
              title: "Last used",
              cell: ({ lastUsedAt }) => (lastUsedAt ? ago(lastUsedAt, askedAt) : "Never"),
            },
            {
              title: "Actions",
              isTitleHidden: true,
              cell: (factor) => (
                <Menu position="bottom-end">
                  <Menu.Target>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size={36}
                      className={classes.more}
                      aria-label={`Actions for ${factor.name}`}
                    >
                      <IconDots size={18} aria-hidden="true" />
                    </ActionIcon>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Item onClick={() => setDialog({ kind: "rename", factor })}>
                      Rename
                    </Menu.Item>
                    <Menu.Item
                      c="var(--wc-high-text)"
                      disabled={factors.length === 1}
                      onClick={() => setDialog({ kind: "remove", factor })}
                    >
                      {factors.length === 1 ? "Remove (not the only one)" : "Remove"}
                    </Menu.Item>
                  </Menu.Dropdown>
                </Menu>
              ),
            },
          ]}
        />
      </section>

      <section aria-labelledby="recovery-codes" className={classes.codes}>
        <Group justify="space-between" align="flex-start" gap="md">
          <div>
            <Title order={2} size="h3" id="recovery-codes">
              Recovery codes
            </Title>
            <Text c="dimmed" size="sm" maw="68ch" mt={4} mb="xs">
              Each opens your account once, with your password, when no second factor is at hand.
            </Text>
            <StatusLabel tone={codesLeft > FEW_CODES ? "well" : "failed"}>
              {codesLeft === 0 ? "None left" : `${codesLeft} of ${RECOVERY_CODES} left`}
            </StatusLabel>
          </div>
          <Button variant="default" onClick={() => setDialog({ kind: "renew" })}>
            Make new codes
          </Button>
        </Group>
      </section>

      {dialog?.kind === "add" ? (
        <Modal opened onClose={close} title="Add a second factor" closeOnClickOutside={false}>
          <Enrolment passkeyHost={passkeyHost} doneLabel="Done" isBusy={false} onDone={close} />
        </Modal>
      ) : null}
      {dialog?.kind === "rename" ? (
        <RenameFactor
          name={dialog.factor.name}
          isBusy={isBusy}
          onRename={(name) => void rename(dialog.factor, name)}
          onClose={close}
        />
      ) : null}
      {dialog?.kind === "remove" ? (
        <ConfirmDialog
          title={`Remove ${dialog.factor.name}?`}
          consequence="It opens this account no longer. Sessions that it has opened go on."
          confirmLabel="Remove"
          isBusy={isBusy}
          onConfirm={() => void remove(dialog.factor)}
          onClose={close}
        />
      ) : null}
      {dialog?.kind === "renew" ? (
        <ConfirmDialog
          title="Make new recovery codes?"
          consequence="The ones you have stop working. The new ones are shown once."
          confirmLabel="Make new codes"
          isBusy={isBusy}
          onConfirm={() => void renew()}
          onClose={close}
        />
      ) : null}
      {dialog?.kind === "codes" ? (
        <Modal
          opened
          onClose={close}
          title="Your new recovery codes"
          size="lg"
          withCloseButton={false}
          closeOnClickOutside={false}
          closeOnEscape={false}
        >
          <RecoveryCodes codes={dialog.codes} doneLabel="Done" isBusy={false} onDone={close} />
        </Modal>
      ) : null}
    </>
  );
}

function Kind({ kind }: Readonly<{ kind: SecondFactorKind }>) {
  const { title, icon: Icon } = KINDS[kind];
  return (
    <span className={classes.kind}>
      <Icon size={18} stroke={1.7} aria-hidden="true" />
      {title}
    </span>
  );
}
