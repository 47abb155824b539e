"use client";

import { Button, Group, Modal, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Site } from "#db/units";
import { UnitKind } from "#models/encounters/demographics";
import type { SiteId } from "#models/shared/ids";
import { useAction } from "@/_components/ui/use-action";
import { createUnit } from "../actions";
import { UNIT_KIND_TITLES } from "@/_components/ui/unit-kind-title";

interface Values {
  siteId: SiteId | undefined;
  code: string;
  name: string;
  kind: UnitKind;
}

export function AddUnit({ sites }: Readonly<{ sites: readonly Site[] }>) {
  const [isOpen, setOpen] = useState(false);
  const { isBusy, run } = useAction();
  const form = useForm<Values>({
    initialValues: { siteId: sites[0]?.siteId, code: "", name: "", kind: "ward" },
    validate: {
      siteId: (siteId) => (siteId ? null : "Choose a site."),
      code: (code) => (code.trim() ? null : "A code is needed."),
      name: (name) => (name.trim() ? null : "A name is needed."),
    },
  });

  const close = () => {
    setOpen(false);
    form.reset();
  };
  const submit = async ({ siteId, ...unit }: Values) => {
    if (!siteId) return;
    const added = await run(() => createUnit({ siteId, ...unit }));
    if (added) close();
  };

  return (
    <>
      <Button
        leftSection={<IconPlus size={16} aria-hidden="true" />}
        onClick={() => setOpen(true)}
        disabled={sites.length === 0}
      >
        New unit
      </Button>
      <Modal opened={isOpen} onClose={close} title="New unit">
        <form onSubmit={form.onSubmit((values) => void submit(values))}>
          <TextInput label="Name" data-autofocus maxLength={80} {...form.getInputProps("name")} />
          <TextInput
            label="Code"
            description="As messages name it: the point of care in PV1-3."
            mt="md"
            maxLength={20}
            {...form.getInputProps("code")}
          />
          <Select
            label="Kind"
            mt="md"
            allowDeselect={false}
            data={UnitKind.options.map((kind) => ({ value: kind, label: UNIT_KIND_TITLES[kind] }))}
            {...form.getInputProps("kind")}
          />
          <Select
            label="Site"
            mt="md"
            allowDeselect={false}
            data={sites.map(({ siteId, name }) => ({ value: siteId, label: name }))}
            {...form.getInputProps("siteId")}
          />
          <Group justify="flex-end" mt="lg">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={isBusy}>
              Add unit
            </Button>
          </Group>
        </form>
      </Modal>
    </>
  );
}
