"use client";

import { ActionIcon, Button, Menu, TextInput } from "@mantine/core";
import { IconDots, IconPlus, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import type { StaffAccount } from "#db/users";
import { ROLES } from "#models/access/role";
import type { UnitId, UserId } from "#models/shared/ids";
import { ConfirmDialog } from "@/_components/ui/confirm-dialog";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { type Column, RecordTable } from "@/_components/ui/record-table";
import { StatusLabel } from "@/_components/ui/status-label";
import { showUndo } from "@/_components/ui/undo-notice";
import { useAction } from "@/_components/ui/use-action";
import { ago } from "@/_lib/format-time";
import { SectionHeading } from "../../_components/section-heading";
import {
  addUser,
  changeUser,
  disableAccount,
  enableAccount,
  endUserSessions,
  removeFactorsOf,
  renewPassword,
  unlockAccount,
} from "../actions";
import { NewPassword } from "./new-password";
import { UserForm, type UserFormValues } from "./user-form";
import classes from "./user-administration.module.css";

interface Props {
  accounts: readonly StaffAccount[];
  units: readonly { unitId: UnitId; name: string }[];
  ownUserId: UserId;
  askedAt: Date;
}

type Dialog =
  | { kind: "new" }
  | { kind: "edit"; account: StaffAccount }
  | { kind: "reset" | "remove-factors" | "end-sessions"; account: StaffAccount }
  | { kind: "password"; name: string; password: string };

const matches = (account: StaffAccount, search: string): boolean =>
  `${account.name} ${account.email} ${ROLES[account.role].title}`
    .toLowerCase()
    .includes(search.trim().toLowerCase());

export function UserAdministration({ accounts, units, ownUserId, askedAt }: Readonly<Props>) {
  const [search, setSearch] = useState("");
  const [dialog, setDialog] = useState<Dialog>();
  const { isBusy, run } = useAction();
  const time = useHospitalTime();
  const close = () => setDialog(undefined);

  const unitNames = (unitIds: readonly UnitId[]) =>
    units.filter(({ unitId }) => unitIds.includes(unitId)).map(({ name }) => name);

  const create = async (values: UserFormValues) => {
    const created = await run(() => addUser(values));
    if (created) setDialog({ kind: "password", name: values.name, ...created.value });
  };

  const change = async (account: StaffAccount, values: UserFormValues) => {
    const done = await run(() => changeUser({ userId: account.userId, ...values }));
    if (done) close();
  };

  const reset = async (account: StaffAccount) => {
    const done = await run(() => renewPassword({ userId: account.userId }));
    if (done) setDialog({ kind: "password", name: account.name, ...done.value });
  };

  const removeFactors = async ({ userId }: StaffAccount) => {
    if (await run(() => removeFactorsOf({ userId }))) close();
  };

  const endSessions = async (account: StaffAccount) => {
    await run(() => endUserSessions({ userId: account.userId }));
    close();
  };

  const disable = async ({ userId, name }: StaffAccount) => {
    const done = await run(() => disableAccount({ userId }));
    if (done) showUndo(`${name} is disabled.`, () => void run(() => enableAccount({ userId })));
  };

  const columns: Column<StaffAccount>[] = [
    {
      title: "Name",
      isHeader: true,
      cell: ({ name, email }) => (
        <span className={classes.person}>
          <span className={classes.name}>{name}</span>
          <span className={classes.email}>{email}</span>
        </span>
      ),
    },
    { title: "Role", cell: ({ role }) => ROLES[role].title },
    { title: "Units", cell: ({ unitIds }) => unitNames(unitIds).join(", ") || "None" },
    {
      title: "Account",
      cell: (account) => <AccountState account={account} clock={time.clock} />,
    },
    {
      title: "Last active",
      cell: ({ lastSeenAt }) => (lastSeenAt ? ago(lastSeenAt, askedAt) : "Never"),
    },
    {
      title: "Actions",
      isTitleHidden: true,
      cell: (account) => (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              className={classes.more}
              aria-label={`Actions for ${account.name}`}
            >
              <IconDots size={18} aria-hidden="true" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setDialog({ kind: "edit", account })}>
              Edit name, role and units
            </Menu.Item>
            <Menu.Item onClick={() => setDialog({ kind: "reset", account })}>
              Reset password
            </Menu.Item>
            {account.secondFactors > 0 ? (
              <Menu.Item
                disabled={account.userId === ownUserId}
                onClick={() => setDialog({ kind: "remove-factors", account })}
              >
                Remove second factors
              </Menu.Item>
            ) : null}
            {account.lockedUntil ? (
              <Menu.Item onClick={() => void run(() => unlockAccount(account))}>Unlock</Menu.Item>
            ) : null}
            {account.openSessions > 0 ? (
              <Menu.Item onClick={() => setDialog({ kind: "end-sessions", account })}>
                End {account.openSessions === 1 ? "session" : `${account.openSessions} sessions`}
              </Menu.Item>
            ) : null}
            <Menu.Divider />
            {account.isDisabled ? (
              <Menu.Item onClick={() => void run(() => enableAccount(account))}>Enable</Menu.Item>
            ) : (
              <Menu.Item
                c="var(--wc-high-text)"
                disabled={account.userId === ownUserId}
                onClick={() => void disable(account)}
              >
                {account.userId === ownUserId ? "Disable (not your own)" : "Disable"}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      ),
    },
  ];

  const found = accounts.filter((account) => matches(account, search));

  return (
    <section aria-label="Users">
      <SectionHeading
        title="Users"
        actions={
          <Button
            leftSection={<IconPlus size={16} aria-hidden="true" />}
            onClick={() => setDialog({ kind: "new" })}
          >
            New user
          </Button>
        }
      >
        Changes take effect at once, on screens that are open too.
      </SectionHeading>
      <TextInput
        type="search"
        aria-label="Search users"
        placeholder="Name, email or role"
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        className={classes.search}
        mb="md"
      />
      <p role="status" className={classes.count}>
        {found.length === accounts.length
          ? `${accounts.length} accounts`
          : `${found.length} of ${accounts.length} accounts`}
      </p>
      <RecordTable
        caption="Staff accounts"
        columns={columns}
        rows={found}
        rowKey={({ userId }) => userId}
        empty={`No account matches “${search.trim()}”.`}
      />

      {dialog?.kind === "new" ? (
        <UserForm units={units} isBusy={isBusy} onSubmit={create} onClose={close} />
      ) : null}
      {dialog?.kind === "edit" ? (
        <UserForm
          account={dialog.account}
          units={units}
          isBusy={isBusy}
          onSubmit={(values) => change(dialog.account, values)}
          onClose={close}
        />
      ) : null}
      {dialog?.kind === "reset" ? (
        <ConfirmDialog
          title={`Reset the password of ${dialog.account.name}?`}
          consequence="The old password stops working and every session of this account ends. You are shown the new one once. Second factors stay as they are."
          confirmLabel="Reset password"
          isBusy={isBusy}
          onConfirm={() => void reset(dialog.account)}
          onClose={close}
        />
      ) : null}
      {dialog?.kind === "remove-factors" ? (
        <ConfirmDialog
          title={`Remove the second factors of ${dialog.account.name}?`}
          consequence="For a phone or key that is lost. Be sure who asks: until a new one is enrolled, the password alone can enrol it. Recovery codes stop working and every session of this account ends."
          confirmLabel="Remove second factors"
          isBusy={isBusy}
          onConfirm={() => void removeFactors(dialog.account)}
          onClose={close}
        />
      ) : null}
      {dialog?.kind === "end-sessions" ? (
        <ConfirmDialog
          title={`End the sessions of ${dialog.account.name}?`}
          consequence="Every screen of this account goes to the sign-in page at once."
          confirmLabel="End sessions"
          isBusy={isBusy}
          onConfirm={() => void endSessions(dialog.account)}
          onClose={close}
        />
      ) : null}
      {dialog?.kind === "password" ? (
        <NewPassword name={dialog.name} password={dialog.password} onClose={close} />
      ) : null}
    </section>
  );
}

function AccountState({
  account,
  clock,
}: Readonly<{ account: StaffAccount; clock: (instant: Date) => string }>) {
  if (account.isDisabled) return <StatusLabel tone="off">Disabled</StatusLabel>;
  if (account.lockedUntil)
    return <StatusLabel tone="warned">Locked until {clock(account.lockedUntil)}</StatusLabel>;
  if (account.secondFactors === 0)
    return <StatusLabel tone="unknown">No second factor yet</StatusLabel>;
  return <StatusLabel tone="well">Enabled</StatusLabel>;
}
