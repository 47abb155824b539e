"use client";

import { ActionIcon, Button, Group, Menu } from "@mantine/core";
import { IconDots, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { ListedWallDisplay } from "#db/wall-displays";
import type { WallInvitation, WallSettings } from "#models/access/wall-display";
import type { UnitId } from "#models/shared/ids";
import { ConfirmDialog } from "@/_components/ui/confirm-dialog";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { type Column, RecordTable } from "@/_components/ui/record-table";
import { useAction } from "@/_components/ui/use-action";
import { ago } from "@/_lib/format-time";
import { addDisplay, changeDisplay, issueLink, revokeDisplay } from "../actions";
import { DisplayForm } from "./display-form";
import { DisplayState } from "./display-state";
import { NewLink } from "./new-link";
import classes from "./wall-displays.module.css";

interface Props {
  displays: readonly ListedWallDisplay[];
  /** Own ones, and others that the displays show. */
  units: readonly { unitId: UnitId; name: string }[];
  ownUnitIds: readonly UnitId[];
  askedAt: Date;
}

type Dialog =
  | { kind: "new" }
  | { kind: "change" | "revoke"; display: ListedWallDisplay }
  | { kind: "link"; name: string; isPaired: boolean; invitation: WallInvitation };

export function WallDisplays({ displays, units, ownUnitIds, askedAt }: Readonly<Props>) {
  const [dialog, setDialog] = useState<Dialog>();
  const { isBusy, run } = useAction();
  const time = useHospitalTime();
  const close = () => setDialog(undefined);
  const ownUnits = units.filter(({ unitId }) => ownUnitIds.includes(unitId));
  const nameOf = (wanted: UnitId) => units.find(({ unitId }) => unitId === wanted)?.name ?? "";
  const isAllOwn = ({ unitIds }: ListedWallDisplay) =>
    unitIds.every((unitId) => ownUnitIds.includes(unitId));

  const add = async (settings: WallSettings) => {
    const added = await run(() => addDisplay(settings));
    const { name } = settings;
    if (added) setDialog({ kind: "link", name, isPaired: false, invitation: added.value });
  };

  const change = async ({ wallDisplayId }: ListedWallDisplay, settings: WallSettings) => {
    if (await run(() => changeDisplay({ wallDisplayId, ...settings }))) close();
  };

  const issue = async ({ wallDisplayId, name, boundAt }: ListedWallDisplay) => {
    const issued = await run(() => issueLink({ wallDisplayId }));
    if (issued)
      setDialog({ kind: "link", name, isPaired: boundAt !== null, invitation: issued.value });
  };

  const revoke = async ({ wallDisplayId }: ListedWallDisplay) => {
    await run(() => revokeDisplay({ wallDisplayId }));
    close();
  };

  const columns: Column<ListedWallDisplay>[] = [
    {
      title: "Display",
      isHeader: true,
      cell: ({ name, createdAt, createdBy }) => (
        <span className={classes.display}>
          <span className={classes.name}>{name}</span>
          <span className={classes.quiet}>
            {createdBy}, {time.date(createdAt)}
          </span>
        </span>
      ),
    },
    {
      title: "Shows",
      cell: ({ unitIds, secondsPerUnit }) => (
        <span className={classes.display}>
          <span>{unitIds.map(nameOf).join(", ")}</span>
          {unitIds.length > 1 && (
            <span className={classes.quiet}>{secondsPerUnit} s for each unit</span>
          )}
        </span>
      ),
    },
    {
      title: "Screen",
      cell: (display) => <DisplayState display={display} askedAt={askedAt} />,
    },
    {
      title: "Last seen",
      cell: ({ lastSeenAt }) => (lastSeenAt ? ago(lastSeenAt, askedAt) : "Never"),
    },
    {
      title: "Actions",
      isTitleHidden: true,
      cell: (display) =>
        display.revokedAt ? null : (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                className={classes.more}
                aria-label={`Actions for ${display.name}`}
              >
                <IconDots size={18} aria-hidden="true" />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {isAllOwn(display) && (
                <>
                  <Menu.Item onClick={() => void issue(display)}>Issue a new link</Menu.Item>
                  <Menu.Item onClick={() => setDialog({ kind: "change", display })}>
                    Change
                  </Menu.Item>
                  <Menu.Divider />
                </>
              )}
              <Menu.Item
                c="var(--wc-high-text)"
                onClick={() => setDialog({ kind: "revoke", display })}
              >
                Revoke
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ),
    },
  ];

  return (
    <section aria-label="Wall displays">
      <Group justify="flex-end" mb="md">
        <Button
          leftSection={<IconPlus size={16} aria-hidden="true" />}
          disabled={ownUnits.length === 0}
          onClick={() => setDialog({ kind: "new" })}
        >
          New display
        </Button>
      </Group>
      <RecordTable
        caption="Wall displays"
        columns={columns}
        rows={displays}
        rowKey={({ wallDisplayId }) => wallDisplayId}
        empty={
          ownUnits.length === 0
            ? "You are not assigned to a unit, so there is nothing that a display of yours could show."
            : "No display shows one of your units yet."
        }
      />

      {dialog?.kind === "new" ? (
        <DisplayForm units={ownUnits} isBusy={isBusy} onSubmit={add} onClose={close} />
      ) : null}
      {dialog?.kind === "change" ? (
        <DisplayForm
          display={dialog.display}
          units={ownUnits}
          isBusy={isBusy}
          onSubmit={(settings) => change(dialog.display, settings)}
          onClose={close}
        />
      ) : null}
      {dialog?.kind === "revoke" ? (
        <ConfirmDialog
          title={`Revoke ${dialog.display.name}?`}
          consequence="Its screen goes dark at once, and a link that is open is good no longer. This cannot be undone: to use the screen again, set up a new display."
          confirmLabel="Revoke"
          isBusy={isBusy}
          onConfirm={() => void revoke(dialog.display)}
          onClose={close}
        />
      ) : null}
      {dialog?.kind === "link" ? (
        <NewLink
          name={dialog.name}
          isPaired={dialog.isPaired}
          invitation={dialog.invitation}
          onClose={close}
        />
      ) : null}
    </section>
  );
}
