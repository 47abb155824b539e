"use client";

import { Button, Group, Modal, MultiSelect, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { StaffAccount } from "#db/users";
import { Role, ROLES } from "#models/access/role";
import type { UnitId } from "#models/shared/ids";

export interface UserFormValues {
  email: string;
  name: string;
  role: Role;
  unitIds: UnitId[];
}

interface Props {
  /** Absent for a new one. */
  account?: StaffAccount;
  units: readonly { unitId: UnitId; name: string }[];
  isBusy: boolean;
  onSubmit: (values: UserFormValues) => Promise<void>;
  onClose: () => void;
}

const roles = Role.options.map((role) => ({ value: role, label: ROLES[role].title }));

export function UserForm({ account, units, isBusy, onSubmit, onClose }: Readonly<Props>) {
  const form = useForm<UserFormValues>({
    initialValues: {
      email: account?.email ?? "",
      name: account?.name ?? "",
      role: account?.role ?? "nurse",
      unitIds: [...(account?.unitIds ?? [])],
    },
    validate: {
      name: (name) => (name.trim() ? null : "A name is needed."),
      email: (email) =>
        /^\S+@\S+\.\S+$/.test(email.trim()) ? null : "An email address is needed.",
    },
  });

  return (
    <Modal opened onClose={onClose} title={account ? `Edit ${account.name}` : "New user"}>
      <form onSubmit={form.onSubmit((values) => void onSubmit(values))}>
        <TextInput label="Name" data-autofocus maxLength={120} {...form.getInputProps("name")} />
        <TextInput
          label="Email"
          type="email"
          mt="md"
          disabled={account !== undefined}
          description={
            account ? "The address is the account's name and does not change." : undefined
          }
          {...form.getInputProps("email")}
        />
        <Select
          label="Role"
          mt="md"
          data={roles}
          allowDeselect={false}
          {...form.getInputProps("role")}
        />
        <MultiSelect
          label="Units"
          description="Where the role applies. Nurses and charge nurses see patients of these units only."
          mt="md"
          data={units.map(({ unitId, name }) => ({ value: unitId, label: name }))}
          searchable
          clearable
          hidePickedOptions
          {...form.getInputProps("unitIds")}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isBusy}>
            {account ? "Save" : "Create user"}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
