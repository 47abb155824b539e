"use client";

import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { ListedGateway } from "#db/gateways";
import { ConfirmDialog } from "@/_components/ui/confirm-dialog";
import { useHospitalTime } from "@/_components/ui/hospital-time";
import { type Column, RecordTable } from "@/_components/ui/record-table";
import { useAction } from "@/_components/ui/use-action";
import { ago } from "@/_lib/format-time";
import { SectionHeading } from "../../_components/section-heading";
import { addOneGateway, bindOneCertificate, revokeOneGateway, rotateToken } from "../actions";
import { CertificateForm } from "./certificate-form";
import { GatewayForm, type GatewayFormValues } from "./gateway-form";
import { GatewayState } from "./gateway-state";
import { NewToken } from "./new-token";
import classes from "./gateway-administration.module.css";

interface Props {
  gateways: readonly ListedGateway[];
  askedAt: Date;
}

type Dialog =
  | { kind: "new" }
  | { kind: "rotate" | "revoke" | "certificate"; gateway: ListedGateway }
  | { kind: "token"; name: string; token: string; overlap: string | undefined };

/** By whatever proof it was last used. */
const lastUsedAt = ({ tokens, certificateUsedAt }: ListedGateway): Date | undefined =>
  [certificateUsedAt, ...tokens.map((token) => token.lastUsedAt)]
    .filter((used) => used !== null)
    .sort((left, right) => right.getTime() - left.getTime())[0];

const overlapText = (hours: number): string =>
  hours === 0 ? "The old token has ended." : `The old token goes on for ${hours} h at most.`;

export function GatewayAdministration({ gateways, askedAt }: Readonly<Props>) {
  const [dialog, setDialog] = useState<Dialog>();
  const { isBusy, run } = useAction();
  const time = useHospitalTime();
  const close = () => setDialog(undefined);

  const add = async ({ name, lifetimeDays }: GatewayFormValues) => {
    const added = await run(() => addOneGateway({ name, lifetimeDays }));
    if (added) setDialog({ kind: "token", name, overlap: undefined, ...added.value });
  };

  const rotate = async (values: GatewayFormValues) => {
    const rotated = await run(() => rotateToken(values));
    if (!rotated) return;
    const { name, overlapHours } = values;
    setDialog({ kind: "token", name, overlap: overlapText(overlapHours), ...rotated.value });
  };

  const revoke = async ({ name }: ListedGateway) => {
    await run(() => revokeOneGateway({ name }));
    close();
  };

  const bind = async ({ name }: ListedGateway, certificate: string) => {
    const done = await run(() => bindOneCertificate({ name, certificate }));
    if (done) close();
  };

  const columns: Column<ListedGateway>[] = [
    {
      title: "Gateway",
      isHeader: true,
      cell: ({ name, createdAt }) => (
        <span className={classes.gateway}>
          <span className={classes.name}>{name}</span>
          <span className={classes.quiet}>Added {time.date(createdAt)}</span>
        </span>
      ),
    },
    {
      title: "State",
      cell: (gateway) => <GatewayState gateway={gateway} askedAt={askedAt} />,
    },
    {
      title: "Last used",
      cell: (gateway) => {
        const used = lastUsedAt(gateway);
        return used ? ago(used, askedAt) : "Never";
      },
    },
    {
      title: "Certificate",
      cell: ({ certificateSha256 }) =>
        certificateSha256 ? (
          <span className={classes.fingerprint} title={certificateSha256}>
            {certificateSha256.slice(0, 16)}…
          </span>
        ) : (
          "None"
        ),
    },
    {
      title: "Actions",
      isTitleHidden: true,
      cell: (gateway) =>
        gateway.disabledAt ? null : (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                className={classes.more}
                aria-label={`Actions for ${gateway.name}`}
              >
                <IconDots size={18} aria-hidden="true" />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setDialog({ kind: "rotate", gateway })}>
                Issue a new token
              </Menu.Item>
              <Menu.Item onClick={() => setDialog({ kind: "certificate", gateway })}>
                {gateway.certificateSha256 ? "Change certificate" : "Bind a certificate"}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item
                c="var(--wc-high-text)"
                onClick={() => setDialog({ kind: "revoke", gateway })}
              >
                Revoke
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ),
    },
  ];

  return (
    <section aria-label="Gateways">
      <SectionHeading
        title="Gateways"
        actions={
          <Button
            leftSection={<IconPlus size={16} aria-hidden="true" />}
            onClick={() => setDialog({ kind: "new" })}
          >
            New gateway
          </Button>
        }
      >
        Who may send vital signs. A token ends by itself; issue the next one in time. What is
        revoked is refused at once.
      </SectionHeading>
      <RecordTable
        caption="Gateways"
        columns={columns}
        rows={gateways}
        rowKey={({ gatewayId }) => gatewayId}
        empty="No gateway has a token yet. HL7 over MLLP needs none; JSON over HTTP does."
      />

      {dialog?.kind === "new" ? (
        <GatewayForm isBusy={isBusy} onSubmit={add} onClose={close} />
      ) : null}
      {dialog?.kind === "rotate" ? (
        <GatewayForm
          rotating={dialog.gateway.name}
          isBusy={isBusy}
          onSubmit={rotate}
          onClose={close}
        />
      ) : null}
      {dialog?.kind === "certificate" ? (
        <CertificateForm
          gateway={dialog.gateway}
          isBusy={isBusy}
          onSubmit={(certificate) => bind(dialog.gateway, certificate)}
          onClose={close}
        />
      ) : null}
      {dialog?.kind === "revoke" ? (
        <ConfirmDialog
          title={`Revoke ${dialog.gateway.name}?`}
          consequence="All its tokens and its certificate are refused at once, and beds it feeds go stale. This cannot be undone: to let it in again, add it under another name."
          confirmLabel="Revoke"
          isBusy={isBusy}
          onConfirm={() => void revoke(dialog.gateway)}
          onClose={close}
        />
      ) : null}
      {dialog?.kind === "token" ? (
        <NewToken
          name={dialog.name}
          token={dialog.token}
          overlap={dialog.overlap}
          onClose={close}
        />
      ) : null}
    </section>
  );
}
